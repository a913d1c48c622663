"""Where things stand on the site: paths from the document root, and the links between them.

A path has no leading slash. The address of ``a/index.html`` is ``a/``. Links are relative, so that a site can
be looked at from a folder; a page that is served at any address (404) takes links from the root instead.
"""

from __future__ import annotations

import posixpath
from urllib.parse import quote

from msgspec import Struct

from report_builder.language.address_words import UNSTATED, AddressWords
from report_builder.published import page_of_newer
from report_builder.sources.names import made_name

INDEX = "index.html"
"""The contents, in the folder of the edition."""

WHOLE = f"{UNSTATED.whole}.html"
"""Everything on one page, in that folder, as a report calls it that states no words of its own."""

ANYWHERE = ""
"""The path of a page that does not know its own address."""


def link(page: str, target: str) -> str:
    """Give the link from the page at the path ``page`` to ``target``, a path or the address of a folder."""
    path, mark, fragment = target.partition("#")
    if page == ANYWHERE:
        return f"/{quote(path)}{mark}{fragment}"
    folder = posixpath.dirname(page)
    relative = posixpath.relpath(path or ".", folder or ".")
    if path.endswith("/") or not path:
        relative = "./" if relative == "." else f"{relative}/"
    return f"{quote(relative)}{mark}{fragment}"


def of_page(path: str) -> str:
    """Give the address of a page: that of its folder where it is an ``index.html``."""
    return path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path


class Addresses(Struct, frozen=True):
    """The paths of one report's pages; ``report`` is its name, ``root`` the site's address or None.

    ``words`` are those that stand in the paths. What programs ask for is called the same in every language:
    ``latest``, ``feedback``, ``atom.xml``.
    """

    report: str
    root: str | None
    words: AddressWords = UNSTATED

    @property
    def whole(self) -> str:
        """The page that has everything, in the folder of an edition."""
        return f"{self.words.whole}.html"

    @property
    def cover(self) -> str:
        """The picture of the cover, in the folder of a version."""
        return f"{self.words.cover}.webp"

    @property
    def card(self) -> str:
        """The picture for sharing, in the folder of a version."""
        return f"{self.words.sharing}.png"

    @property
    def in_version(self) -> str:
        """Folder of the HTML edition in that of its version."""
        return f"{self.words.edition}/"

    def edition(self, number: int) -> str:
        """Give the folder of the HTML edition of a version."""
        return f"{self.version(number)}{self.in_version}"

    def version(self, number: int) -> str:
        """Give the folder of a version."""
        return f"{self.report}/v{number}/"

    def newer(self, number: int) -> str:
        """Give the page that says, without scripts, whether there is a newer version than this one."""
        return page_of_newer(self.report, number, self.words)

    def finding(self, name: str) -> str:
        """Give the folder of the finding with the id ``name``, whatever version has it."""
        folder = made_name(name, "", 2 if name.casefold() == INDEX else 1)
        return f"{self.findings}{f'{folder}-' if folder.endswith('.') else folder}/"

    @property
    def findings(self) -> str:
        """The folder with the page of every finding, and a list of them."""
        return f"{self.report}/{self.words.findings}/"

    @property
    def all_findings(self) -> str:
        """Every finding for programs."""
        return f"{self.report}/findings.json"

    @property
    def newest(self) -> str:
        """The landing page, always of the newest version."""
        return f"{self.report}/"

    @property
    def lasting(self) -> str:
        """The folder that has what that of the newest version has."""
        return f"{self.report}/latest/"

    @property
    def lasting_edition(self) -> str:
        """The edition of the newest version."""
        return f"{self.lasting}{self.in_version}"

    @property
    def feed(self) -> str:
        """The feed of versions."""
        return f"{self.report}/atom.xml"

    @property
    def thanks(self) -> str:
        """What a reader sees after an answer."""
        return f"{self.report}/{self.words.thanks}/"

    @property
    def sorry(self) -> str:
        """What a reader sees who did not find what was looked for."""
        return f"{self.report}/{self.words.sorry}/"

    @property
    def feedback(self) -> str:
        """Where answers are posted to."""
        return f"{self.report}/feedback"

    def seen_from(self, page: str, path: str) -> str:
        """Give the whole address of ``path``; the link from ``page`` as long as the site's is not known."""
        return self.absolute(path) or link(page, path)

    def absolute(self, path: str) -> str | None:
        """Give the whole address of a path; None as long as the site's address is not known."""
        return None if self.root is None else self.root + quote(path)
