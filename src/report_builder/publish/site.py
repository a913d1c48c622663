"""``build_site``: from released versions to a folder that any web server can serve."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256, sha512
from pathlib import Path
from typing import TypeAlias

from report_builder.diagnostics import Diagnostics, Outcome
from report_builder.publish import machine
from report_builder.publish.addresses import ANYWHERE, Addresses, link
from report_builder.publish.cover import Cover, draw_cover
from report_builder.publish.edition import WHOLE, Around, edition_pages
from report_builder.publish.fonts import web_fonts
from report_builder.publish.landing import CARD, COVER, EDITION, cover_lines, landing_page
from report_builder.publish.letters import site_letters
from report_builder.publish.model import Publishable, SiteFile, media_type
from report_builder.publish.pages import Pages, compact, web_file
from report_builder.publish.standing import notice_of
from report_builder.publish.theme_css import hexadecimal, theme_css
from report_builder.publish.words import WORDS
from report_builder.publish.writing import SiteDisk, Written, write_release
from report_builder.published import is_own_site, keeps_versions

SYSTEM = ("button", "link")
"""Parts of Designsystemet that every page uses."""
SYSTEM_FORM = ("label", "input")
"""Parts that only the page with a text field uses."""

DrawCover: TypeAlias = Callable[[bytes, str], Cover]
"""Draws the cover of a PDF on a ground, as :func:`report_builder.publish.cover.draw_cover` does."""


def build_site(
    report: str,
    versions: Sequence[Publishable],
    out: Path,
    address: str | None = None,
    disk: SiteDisk | None = None,
) -> Outcome[Written]:
    """Publish all ``versions`` (oldest first, at least one) of ``report`` to the folder ``out``.

    ``address`` is that of the site, ending in a slash; None as long as it is not known. The site that was
    there before stays where it has versions that would be lost (RB-SITE-LOST) or is another report's
    (RB-SITE-FOREIGN), where a PDF is not the one
    that the archive states (RB-SITE-PDF), where the folder cannot be written to (RB-OUTPUT-WRITE), and where
    another run is writing to it (RB-SITE-BUSY).
    """
    diagnostics = Diagnostics()
    published = {version.number: sha256(version.pdf.data).hexdigest() for version in versions}
    if not (is_own_site(out, report, diagnostics) and keeps_versions(out, report, published, diagnostics)):
        return Outcome(None, diagnostics.items)
    for version in versions:
        _compare(version, diagnostics)
    if diagnostics.has_errors:
        return Outcome(None, diagnostics.items)
    files = make_site(report, versions, address)
    table = site_table(report, versions[-1], files)
    written = write_release(out, files, table, disk or SiteDisk(), diagnostics)
    return Outcome(written, diagnostics.items)


def _compare(version: Publishable, diagnostics: Diagnostics) -> None:
    """RB-SITE-PDF when the bytes of the PDF are not those that the archive's manifest states."""
    found = sha512(version.pdf.data).hexdigest()
    if found == version.pdf.sha512:
        return
    diagnostics.error(
        "RB-SITE-PDF",
        None,
        f"the PDF of v{version.number} has the sha512 {found[:16]}…, and its manifest states "
        f"{version.pdf.sha512[:16]}…",
        "nothing was published; see: report-builder archive verify",
    )


def site_table(report: str, newest: Publishable, files: Mapping[str, SiteFile]) -> bytes:
    """Give ``site.json``: what a server must know of the files, by their addresses."""
    table = {
        "report": report,
        "language": newest.report.publication.language,
        "newest": newest.number,
        "files": {
            f"/{path}": {
                "sha256": sha256(file.data).hexdigest(),
                "size": len(file.data),
                "type": media_type(path),
                "version": file.version,
            }
            for path, file in sorted(files.items())
        },
    }
    return (json.dumps(table, indent=1, ensure_ascii=False) + "\n").encode()


def make_site(
    report: str, versions: Sequence[Publishable], address: str | None, draw: DrawCover = draw_cover
) -> dict[str, SiteFile]:
    """Give every file of the site by its path; the same versions give the same bytes.

    ``draw`` draws covers, for a caller who has a thread for that.
    """
    where = Addresses(report, address)
    newest = versions[-1]
    site: dict[str, SiteFile] = {}
    for version in versions:
        files = shared_files(version, versions)
        assets = f"assets/{_digest(files)}/"
        site |= {assets + name: SiteFile(data) for name, data in files.items()}
        pages = Pages(assets)
        site |= _version_files(version, versions, where, pages, draw)
    site |= _small_pages(newest, where, pages)
    site |= {
        where.feed: SiteFile(machine.feed(versions, where).encode()),
        f"{report}/versions.json": SiteFile(machine.versions_json(versions, where).encode()),
        "robots.txt": SiteFile(machine.robots(where).encode()),
    }
    readable = [path for path in site if _is_for_reading(path, where)]
    site["sitemap.xml"] = SiteFile(machine.sitemap(readable, where).encode())
    return dict(sorted(site.items()))


def _is_for_reading(path: str, where: Addresses) -> bool:
    """Tell whether a search should find a page: not those around an answer, and no text a second time."""
    if not path.startswith(where.newest) or path.startswith((where.thanks, where.sorry)):
        return False
    return path.endswith(".html") and not path.endswith(f"/{WHOLE}")


def shared_files(version: Publishable, versions: Sequence[Publishable]) -> dict[str, bytes]:
    """Give the style sheets and fonts of ``version``; it keeps its look, whatever others come after it.

    The fonts have the characters of its own report, and of what all ``versions`` say of themselves, for that
    stands on its landing page. Versions in the same theme and characters have the same files.
    """
    theme = version.theme
    files = web_fonts(theme, site_letters(version.report, [one.note for one in versions], theme))
    files["theme.css"] = theme_css(theme).encode()
    files["site.css"] = _sheet(SYSTEM, "site.css")
    files["landing.css"] = compact(web_file("landing.css"))
    files["form.css"] = _sheet(SYSTEM_FORM, "form.css")
    files["edition.css"] = compact(web_file("edition.css"))
    return dict(sorted(files.items()))


def _sheet(parts: tuple[str, ...], own: str) -> bytes:
    system = b"".join(web_file(f"designsystemet/{part}.css") for part in parts)
    licence = b"/* Designsystemet, MIT, copyright Digitaliseringsdirektoratet (Digdir) */\n"
    return licence + compact(b"@layer system {" + system + b"}\n" + web_file(own))


def _digest(files: Mapping[str, bytes]) -> str:
    """Name the folder of shared files after what is in it, so that browsers may keep it for ever."""
    digest = sha256()
    for name, data in sorted(files.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:12]


def _version_files(
    version: Publishable, versions: Sequence[Publishable], where: Addresses, pages: Pages, draw: DrawCover
) -> dict[str, SiteFile]:
    """The pages of one version; the newest stands at the report's own address too."""
    number, folder, theme = version.number, where.version(version.number), version.theme
    cover = draw(version.pdf.data, hexadecimal(theme.palette[theme.sheets["cover"].ground]))
    files = {
        version.pdf.name: version.pdf.data,
        COVER: cover.picture,
        CARD: cover.card,
    }
    if not version.is_draft:
        files["SHA512SUMS"] = machine.checksums(version).encode()
    site = {folder + name: SiteFile(data, number) for name, data in files.items()}
    addresses = [f"{folder}index.html"]
    if version is versions[-1]:
        addresses.append(f"{where.newest}index.html")
    for page in addresses:
        data = landing_page(version, versions, page, where, pages, (cover.width, cover.height))
        site[page] = SiteFile(data, number)
    index = f"{folder}{EDITION}index.html"
    around = Around(
        link(index, pages.assets),
        link(index, folder),
        link(index, folder + version.pdf.name),
        notice_of(version, versions[-1], link(index, where.newest)),
    )
    edition = edition_pages(version.report, version.theme, around)
    return site | {f"{folder}{EDITION}{path}": SiteFile(data, number) for path, data in edition.items()}


def _small_pages(newest: Publishable, where: Addresses, pages: Pages) -> dict[str, SiteFile]:
    """The pages around an answer, the one for a wrong address, and the site's first page."""
    facts = newest.report.publication
    kinds = {
        f"{where.thanks}index.html": "thanks.html",
        f"{where.sorry}index.html": "sorry.html",
        "404.html": "404.html",
        "index.html": "index.html",
    }
    found = {}
    for path, template in kinds.items():
        page = ANYWHERE if path == "404.html" else path
        data = pages.write(
            template,
            page,
            facts.language,
            title=facts.title,
            facts=facts,
            own=WORDS[facts.language],
            field=cover_lines(newest.theme),
            words=newest.report.words,
            home=link(page, where.newest),
            feedback=link(page, where.feedback),
            version=newest.number,
            notice=notice_of(newest, newest, ""),
        )
        found[path] = SiteFile(data)
    return found
