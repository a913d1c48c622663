"""What is said of a version's file: the name to keep it under, and what a search engine should make of it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from report_builder.published import EPUB
from report_builder.serve.site import PDF, Release, SiteFile

_KEPT = {PDF: "pdf", EPUB: "epub"}
"""What readers keep, by its media type, with the end of its name."""
# RFC 8187 leaves these as they are; RFC 6266 warns of a percent sign in the plain form, which some decode.
_ATTRIBUTE = "!#$&+-.^_`|~"
_PLAIN = re.compile(r"[\w !#$&'()+,.;=@\[\]^`{}~-]+", re.ASCII)
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "Æ": "Ae", "Ø": "O", "ß": "ss", "đ": "d", "Đ": "D"})


def described(release: Release, address: str, file: SiteFile, root: str | None) -> dict[str, str]:
    """Give the headers that a file of a version has beside those of every file.

    A PDF is shown in the browser, and kept as NAME-vN.pdf whichever address it came from; so is an e-book, as
    NAME-vN.epub. Search engines are told to leave out what an older version has, and that both addresses of
    the newest PDF are one. ``root`` is the public address of the site, None as long as it is not known.
    """
    if file.version is None:
        return {}
    said = {}
    if ending := _KEPT.get(file.media_type):
        name = address.rpartition("/")[2].rpartition(".")[0]
        said["content-disposition"] = disposition(f"{name}-v{file.version}.{ending}")
    older = release.newest is not None and file.version < release.newest
    if older and not file.media_type.startswith("text/html"):  # a page says it itself
        said["x-robots-tag"] = "noindex"
    lasting = f"/{release.report}/{release.report}.pdf"
    # An older version is no copy of the newest one: it is left out, not taken for it.
    if file.media_type == PDF and not older and lasting in release.files:
        said["link"] = f'<{(root or "/").removesuffix("/")}{quote(lasting)}>; rel="canonical"'
    return said


def disposition(name: str) -> str:
    """Give a Content-Disposition with a file name of any letters: RFC 6266, with RFC 8187 where it must be.

    What does not know the longer form gets a name that is as near to it as ASCII comes.
    """
    if _PLAIN.fullmatch(name):
        return f'inline; filename="{name}"'
    bare = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    plain = re.sub(rf"[^{_PLAIN.pattern[1:-2]}]", "_", plain, flags=re.ASCII)
    return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe=_ATTRIBUTE)}"
