"""What stands beside the text of a file: artifacts, actions, sound and video, fonts, threads, scans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from report_builder.check.context import Context
from report_builder.check.document import as_dict, as_list, string
from report_builder.check.judgement import questions as kinds
from report_builder.check.judgement.painted import Painted
from report_builder.check.judgement.subject import Subject, key_of, masked
from report_builder.check.metadata import DC
from report_builder.check.places import shown_on
from report_builder.patterns import late

_LEADS = frozenset(("/GoTo", "/GoToR", "/GoToE", "/URI"))
"""Actions that lead somewhere, and do nothing else."""
_MEDIA = frozenset(("/Movie", "/Screen", "/RichMedia", "/3D"))
_PLAIN = frozenset(("/Link", "/Widget", "/Popup", "/PrinterMark"))
_PAGINATION = "Artifact/Pagination"
_FOLIO = late(r"\b[ivxlc]+\b")
"""A page's number in Roman numerals."""
_REPEATED = 3
"""On so many pages a tagged text at the edge is a header or footer."""
_EDGE = 0.12
"""The part of a page's height, at its top and bottom, in which headers and footers stand."""
_SUBSET = 7
"""Letters before the name of a font of which only a part is embedded: ABCDEF+."""


def subjects_beside(context: Context, painted: Painted) -> Iterator[Subject]:
    """Give everything that stands beside the text. Raises Unreadable."""
    yield from _artifacts(painted)
    yield from _repeated(context)
    yield from _annotations(context)
    yield from _actions(context)
    yield from _fonts(context)
    for page, digest in painted.scanned.items():
        yield Subject(kinds.SCAN, key_of(kinds.SCAN, digest), (page,))
    threads = as_list(context.document.resolve(context.document.catalog.get("/Threads")))
    if threads:
        read = [context.document.resolve(one) for one in threads]
        yield Subject(kinds.THREADS, key_of(kinds.THREADS, read), (), (), str(len(threads)))


def title_of(context: Context) -> str:
    """Give the title that the metadata state, empty for none."""
    return context.packet.properties.get(f"{DC}title", "")


def _artifacts(painted: Painted) -> Iterator[Subject]:
    """Texts that nobody hears, those of headers and footers apart; and what is drawn on each page."""
    drawn: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for one in painted.artifacts:
        if one.text:
            kind = kinds.RUNNING if one.kind.startswith(_PAGINATION) else kinds.HIDDEN
            text = _FOLIO.sub("0", masked(one.text))
            yield Subject(kind, key_of(kind, one.kind, text), (one.page,), (), one.kind, one.text)
        if one.picture:
            drawn[one.page].add((one.kind, one.picture))
    for page, pictures in drawn.items():
        name = ", ".join(sorted({kind for kind, _ in pictures}))
        yield Subject(kinds.DRAWING, key_of(kinds.DRAWING, sorted(pictures)), (page,), (), name)


def _repeated(context: Context) -> Iterator[Subject]:
    """Tagged texts that stand alike at the edge of many pages, as headers and footers do."""
    found: dict[tuple[str, int], list[tuple[int, int, str]]] = defaultdict(list)
    for index in range(len(context.document.pages)):
        bottom, top = _edges(context, index)
        for shown in shown_on(context.document, index):
            if shown.mcid is not None and shown.text and not bottom < shown.y < top:
                place = (masked(shown.text), round(shown.y))
                found[place].append((index, shown.mcid, shown.text))
    for (text, _), places in found.items():
        pages = tuple(sorted({page for page, _, _ in places}))
        if len(pages) >= _REPEATED:
            marks = tuple((page, mcid) for page, mcid, _ in places)
            yield Subject(kinds.REPEATED, key_of(kinds.REPEATED, text), pages, marks, "", places[0][2])


def _edges(context: Context, index: int) -> tuple[float, float]:
    """Between which heights the text of a page stands; on a printer's sheet, of the page that is cut out."""
    page = context.document.pages[index][1]
    box = context.document.resolve(page.get("/TrimBox", page.get("/MediaBox")))
    numbers = [float(one) for one in as_list(box) if isinstance(one, int | float)]
    if len(numbers) != 4:
        return float("-inf"), float("inf")
    height = numbers[3] - numbers[1]
    return numbers[1] + height * _EDGE, numbers[3] - height * _EDGE


def _annotations(context: Context) -> Iterator[Subject]:
    for page, _, entries in context.annotations:
        subtype = str(entries.get("/Subtype", ""))
        said = string(context.document.resolve(entries.get("/Contents"))) or ""
        facts = (subtype, said)
        if subtype in _MEDIA:
            yield _annotation(kinds.MEDIA, page, *facts)
        elif subtype == "/Sound":
            yield _annotation(kinds.AUDIO, page, *facts)
        elif subtype not in _PLAIN:
            yield _annotation(kinds.ANNOTATION, page, *facts)
        action = as_dict(context.document.resolve(entries.get("/A")))
        if action.get("/IsMap") is True:
            address = string(context.document.resolve(action.get("/URI"))) or ""
            yield Subject(kinds.MAP, key_of(kinds.MAP, address, said), (page,), (), "", address)


def _annotation(kind: str, page: int, subtype: str, said: str) -> Subject:
    return Subject(kind, key_of(kind, subtype, said), (page,), (), subtype[1:], said)


def _actions(context: Context) -> Iterator[Subject]:
    document = context.document
    catalog = document.catalog
    names = as_dict(document.resolve(catalog.get("/Names")))
    starts: list[tuple[int | None, Any]] = [(None, catalog.get("/OpenAction"))]
    starts += [(None, one) for one in _extra(context, catalog)]
    starts += [(None, one) for _, one in document.tree(names.get("/JavaScript"), "/Names")]
    starts += [(None, item.get("/A")) for item in context.bookmarks]
    for index, (_, page) in enumerate(document.pages):
        starts += [(index, one) for one in _extra(context, page)]
    for index, _, entries in context.annotations:
        starts += [(index, one) for one in (entries.get("/A"), *_extra(context, entries))]
    seen: set[int] = set()
    while starts:
        at, value = starts.pop()
        action = document.once(value, seen)
        if not isinstance(action, dict):
            continue
        following = document.resolve(action.get("/Next"))
        starts += [(at, one) for one in (following if isinstance(following, list) else [action.get("/Next")])]
        yield from _action(context, at, action)


def _extra(context: Context, entries: dict[str, Any]) -> list[Any]:
    return list(as_dict(context.document.resolve(entries.get("/AA"))).values())


def _action(context: Context, page: int | None, action: dict[str, Any]) -> Iterator[Subject]:
    kind = action.get("/S")
    pages = () if page is None else (page,)
    if kind == "/JavaScript":
        code = context.document.resolve(action.get("/JS"))
        text = string(code)
        if text is None:
            text = context.document.data(action.get("/JS")).decode("latin-1")
        yield Subject(kinds.SCRIPT, key_of(kinds.SCRIPT, text), pages, (), "JavaScript", text)
    if isinstance(kind, str) and kind not in _LEADS:
        written = {name: str(value) for name, value in action.items() if name != "/Next"}
        yield Subject(kinds.ACTION, key_of(kinds.ACTION, written), pages, (), kind[1:])


def _fonts(context: Context) -> Iterator[Subject]:
    document = context.document
    met: set[int] = set()
    for _, page in document.pages:
        resources = as_dict(document.resolve(page.get("/Resources")))
        for value in as_dict(document.resolve(resources.get("/Font"))).values():
            font = document.once(value, met)
            if isinstance(font, dict) and (name := _embedded(context, font)):
                yield Subject(kinds.FONT, key_of(kinds.FONT, name), (), (), name)


def _embedded(context: Context, font: dict[str, Any]) -> str:
    """The name of a font that is embedded, without the letters before that of a subset; else nothing."""
    resolve = context.document.resolve
    below = as_list(resolve(font.get("/DescendantFonts")))
    holder = as_dict(resolve(below[0])) if below else font
    descriptor = as_dict(resolve(holder.get("/FontDescriptor")))
    if not any(f"/FontFile{part}" in descriptor for part in ("", "2", "3")):
        return ""
    name = str(font.get("/BaseFont", ""))[1:]
    return name[_SUBSET:] if name[_SUBSET - 1 : _SUBSET] == "+" else name
