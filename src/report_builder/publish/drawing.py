"""A version as pages and files, drawn once: what they say of other versions is left to their slots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import TypeAlias

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from report_builder.model.inlines import plain_text
from report_builder.publish import machine
from report_builder.publish.addresses import ANYWHERE, INDEX, Addresses, link
from report_builder.publish.colours import hexadecimal
from report_builder.publish.cover import Cover
from report_builder.publish.describing.facts import described_of
from report_builder.publish.describing.fixed import fixed
from report_builder.publish.describing.page_status import withdrawn
from report_builder.publish.edition import Around, edition_pages, page_names
from report_builder.publish.epub import BookFacts, make_epub
from report_builder.publish.findings.facts import VersionFindings
from report_builder.publish.findings.files import cards_of, draw_cards, finding_files
from report_builder.publish.findings.reading import findings_of
from report_builder.publish.findings.telling import Told
from report_builder.publish.following.reading import record_of
from report_builder.publish.following.record import Record
from report_builder.publish.following.slots import with_places
from report_builder.publish.font_subsets import extra_letters, site_letters
from report_builder.publish.fonts import web_fonts
from report_builder.publish.gone import Gone
from report_builder.publish.landing import cover_lines, landing_page
from report_builder.publish.model import (
    Chronicle,
    Listed,
    ListedPdf,
    Publishable,
    SiteFile,
    Withdrawn,
    book_name,
)
from report_builder.publish.pages import Pages, compact, web_file
from report_builder.publish.slots import cut, slot
from report_builder.publish.theme_css import theme_css
from report_builder.publish.version_status import history, withdrawal
from report_builder.theme.model import SheetKind

SYSTEM = ("button", "link")
"""Parts of Designsystemet that every page uses."""
SYSTEM_FORM = ("label", "input")
"""Parts that only the page with a text field uses."""

DrawCover: TypeAlias = Callable[[bytes, str], Cover]
"""Draws the cover of a PDF on a ground, as :func:`report_builder.publish.cover.draw_cover` does."""


class Drawn(Struct, frozen=True):
    """A version as it is drawn: its files by path, those of its style sheets and fonts among them.

    ``record`` is that of its edition, ``findings`` are what it says of them. ``assets`` is the folder of
    style sheets and fonts; ``letters`` are the characters that its own report has, ``extra`` those that what
    is said of versions has beyond them: its fonts have both.
    ``cover`` is the size of its picture in pixels.
    """

    listed: Listed
    files: Mapping[str, SiteFile]
    record: Record
    findings: VersionFindings
    assets: str
    letters: str
    extra: str
    cover: tuple[int, int]


def draw_version(version: Publishable, said: Iterable[str], where: Addresses, draw: DrawCover) -> Drawn:
    """Draw ``version``; ``said`` is every text about a version, as their histories have them."""
    own = site_letters(version.report, (), version.theme)["serif", "regular"]
    extra = extra_letters(said, own)
    shared = shared_files(version, (extra,))
    assets = f"assets/{_digest(shared)}/"
    files = {assets + name: SiteFile(data) for name, data in shared.items()}
    ground = version.theme.sheets[SheetKind.COVER].ground
    cover = draw(version.pdf.data, hexadecimal(ground))
    listed = listed_of(version, where)
    files |= _version_files(version, listed, where, Pages(assets), cover)
    folder = where.edition(version.number)
    edition = {
        path.removeprefix(folder): file.data for path, file in files.items() if path.startswith(folder)
    }
    record = record_of(edition, whole=where.whole)
    size = cover.width, cover.height
    findings = findings_of(version, where)
    return Drawn(listed, files, record, findings, assets, "".join(sorted(own)), extra, size)


def listed_of(version: Publishable, where: Addresses) -> Listed:
    """Give what others say of ``version``."""
    facts, pdf = version.report.publication, version.pdf
    names = page_names(version.report, where.whole)
    return Listed(
        number=version.number,
        published=version.published,
        updated=version.updated,
        note=version.note,
        title=facts.title,
        language=facts.language,
        issn=facts.issn,
        series_number=facts.series_number,
        publisher=facts.publisher,
        pdf=ListedPdf(pdf.name, sha256(pdf.data).hexdigest(), pdf.sha512, pdf.pages, pdf.size, pdf.language),
        chapters=tuple((names[node.id], plain_text(node.title)) for node in version.report.chapters),
        updated_at=version.updated_at,
    )


def shared_files(version: Publishable, said: Iterable[str]) -> dict[str, bytes]:
    """Give the style sheets and fonts of ``version``; it keeps its look, whatever others come after it.

    The fonts have the characters of its own report, and of what is ``said`` of all versions, for that
    stands on its landing page. Versions in the same theme and characters have the same files.
    """
    theme = version.theme
    files = web_fonts(theme, site_letters(version.report, said, theme))
    files["theme.css"] = compact(theme_css(theme).encode())
    files["site.css"] = _sheet(SYSTEM, "site.css")
    files["landing.css"] = compact(web_file("landing.css"))
    files["finding.css"] = compact(web_file("finding.css"))
    files["form.css"] = _sheet(SYSTEM_FORM, "form.css")
    files["edition.css"] = compact(web_file("edition.css"))
    files["search.css"] = compact(web_file("search.css"))
    files["search.js"] = web_file("search.js")
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
    version: Publishable, listed: Listed, where: Addresses, pages: Pages, cover: Cover
) -> dict[str, SiteFile]:
    """The files below the folder of a version."""
    number, folder = version.number, where.version(version.number)
    size = cover.width, cover.height
    files = {version.pdf.name: version.pdf.data, where.cover: cover.picture, where.card: cover.card}
    if not version.is_draft:
        files["SHA512SUMS"] = machine.checksums(version).encode()
        book = make_epub(version.report, version.theme, version.pdf.data, BookFacts(version.pdf.name))
        files[book_name(version.pdf.name)] = book
    index = f"{where.edition(number)}{INDEX}"
    said = described_of(version, page_names(version.report, where.whole).__getitem__, where)
    around = Around(
        link(index, pages.assets),
        link(index, folder),
        link(index, folder + version.pdf.name),
        slots=True,
        whole=where.whole,
        described=lambda name: fixed(said, said.page(name), where, f"{where.edition(number)}{name}"),
        finding=lambda name: link(index, where.finding(name)),
        findings=where.words.findings,
        search=where.words.search,
    )
    site = {folder + name: SiteFile(data, number) for name, data in files.items()}
    page = f"{folder}index.html"
    site[page] = _page(landing_page(version, listed, page, where, pages, size), number)
    if not version.is_draft:
        answer = f"{where.newer(number)}index.html"
        site[answer] = _page(_small(version, "newer.html", answer, where, pages), number)
    edition = edition_pages(version.report, version.theme, around)
    pages_by_path = {f"{where.edition(number)}{path}": _page(data, number) for path, data in edition.items()}
    return site | {path: _with_places(path, file, where.whole) for path, file in pages_by_path.items()}


def _with_places(path: str, file: SiteFile, whole: str) -> SiteFile:
    if not file.slots or path.endswith(f"/{whole}"):
        return file
    return replace(file, slots=with_places(file.data, file.slots))


def _page(data: bytes, number: int | None) -> SiteFile:
    data, slots = cut(data) if b"\0" in data and data.startswith(b"<!DOCTYPE") else (data, ())
    return SiteFile(data, number, slots)


def draw_front(
    version: Publishable,
    chronicle: Chronicle,
    gone: Iterable[Gone],
    where: Addresses,
    assets: str,
    size: tuple[int, int],
) -> dict[str, SiteFile]:
    """Draw the pages that stand above all versions, in the looks and words of the newest, ``version``.

    ``gone`` are the pages that it has no more, ``assets`` is the folder of its style sheets, ``size`` that of
    its cover in pixels.
    """
    pages, page = Pages(assets), f"{where.newest}index.html"
    landing = landing_page(version, chronicle.named, page, where, pages, size)
    front = _small_pages(version, chronicle, where, pages)
    front[page] = _page(landing, version.number)
    for each in gone:
        path = where.lasting_edition + each.name
        front[path] = SiteFile(_gone(version, each, path, where, pages))
    return front | _withdrawn_pages(version, chronicle, where, pages)


def draw_left(
    version: Publishable,
    chronicle: Chronicle,
    said: Iterable[str],
    where: Addresses,
    findings: Mapping[str, Told],
) -> dict[str, SiteFile]:
    """Draw what is left of a report of which every version was withdrawn; ``findings`` are all it had.

    Only the name and the looks of ``version`` are used.
    """
    shared = shared_files(version, said)
    pages = Pages(f"assets/{_digest(shared)}/")
    last = max(chronicle.withdrawn, key=lambda each: each.number)
    page = f"{where.newest}index.html"
    front = {pages.assets + name: SiteFile(data) for name, data in shared.items()}
    front |= _small_pages(version, chronicle, where, pages)
    for path in (page, f"{where.lasting}index.html", f"{where.lasting_edition}index.html"):
        front[path] = SiteFile(_withdrawn(version, last, chronicle, path, where, pages))
    front |= finding_files(findings, version.report.publication, where, pages)
    front |= draw_cards(cards_of(findings, "", where), {}, version.theme)
    return front | _withdrawn_pages(version, chronicle, where, pages)


def _withdrawn_pages(
    version: Publishable, chronicle: Chronicle, where: Addresses, pages: Pages
) -> dict[str, SiteFile]:
    paths = {
        f"{where.version(each.number)}{end}index.html": each
        for each in chronicle.withdrawn
        for end in ("", where.in_version)
    }
    return {
        path: SiteFile(_withdrawn(version, each, chronicle, path, where, pages), each.number)
        for path, each in paths.items()
    }


def _small_pages(
    version: Publishable, chronicle: Chronicle, where: Addresses, pages: Pages
) -> dict[str, SiteFile]:
    """The pages around an answer, the one for a wrong address, and the site's first page."""
    kinds = {
        f"{where.thanks}index.html": "thanks.html",
        f"{where.sorry}index.html": "sorry.html",
        "404.html": "404.html",
        "index.html": "index.html",
    }
    found = {}
    for path, template in kinds.items():
        page = ANYWHERE if path == "404.html" else path
        found[path] = SiteFile(_small(version, template, page, where, pages, stands=bool(chronicle.versions)))
    return found


def _gone(version: Publishable, gone: Gone, page: str, where: Addresses, pages: Pages) -> bytes:
    words = version.report.words
    left = f"{where.edition(gone.number)}{gone.name}"
    is_there = bool(gone.there)
    return _small(
        version,
        "gone.html",
        page,
        where,
        pages,
        heading=words("standing.moved" if is_there else "standing.gone"),
        text=words("standing.moved-text" if is_there else "standing.gone-text", title=gone.title),
        target=link(page, where.lasting_edition + gone.there if is_there else left),
        target_words=gone.known_as if is_there else words("standing.gone-from", number=gone.number),
        is_there=is_there,
    )


def _withdrawn(
    version: Publishable,
    each: Withdrawn,
    chronicle: Chronicle,
    page: str,
    where: Addresses,
    pages: Pages,
) -> bytes:
    facts = version.report.publication
    language = facts.language
    words = version.report.words
    stands = bool(chronicle.versions)
    return _small(
        version,
        "withdrawn.html",
        page,
        where,
        pages,
        described=withdrawn(where, page, facts.title, facts.publisher, each.number),
        heading=words("standing.withdrawn" if stands else "standing.withdrawn-all", number=each.number),
        text=withdrawal(each, language),
        history="" if stands else Markup(history(language, chronicle, page, where)),  # noqa: S704  our own
        more=words("standing.withdrawn-pdf"),
        target=link(page, where.newest) if stands else "",
        target_words=words("standing.to-newest"),
    )


def _small(
    version: Publishable, template: str, page: str, where: Addresses, pages: Pages, **values: object
) -> bytes:
    """A page of few words, in the looks of ``version``."""
    facts = version.report.publication
    return pages.write(
        template,
        page,
        facts.language,
        title=facts.title,
        facts=facts,
        slot=slot,
        field=cover_lines(version.theme),
        home=link(page, where.newest),
        feedback=link(page, where.feedback),
        anchors=where.words,
        version=version.number,
        notice=version.report.words("site.draft-notice") if version.is_draft else "",
        **values,
    )
