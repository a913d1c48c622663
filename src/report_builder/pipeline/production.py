"""From a folder to the bytes of a finished file, checked by our own rules; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from report_builder.codes import OWN_PREFIX
from report_builder.content.publication import DEFAULT_THEME
from report_builder.content.publication import PATH as REPORT_FILE
from report_builder.diagnostics import Diagnostic, Diagnostics, Severity, SourceSpan
from report_builder.language.message import hinted, say
from report_builder.model.report import Edition, Publication, Report
from report_builder.model.tags import Element, Mark
from report_builder.pipeline.branding import brand_of
from report_builder.pipeline.placeholders import tell_placeholders
from report_builder.pipeline.plugging import plugins_of
from report_builder.pipeline.stages import Stages
from report_builder.plugins.plugin import Plugins
from report_builder.sources.files import SourceFiles
from report_builder.theme.model import Theme

if TYPE_CHECKING:
    from report_builder.check import Expectations
    from report_builder.content.repeats import Former
    from report_builder.finish.press import Press
    from report_builder.layout.result import LaidOut, Weighed


def has_report(root: Path, command: str, diagnostics: Diagnostics) -> bool:
    """Tell whether ``root`` is the folder of a report; if not, say so to the user of ``command``."""
    if Path(root, REPORT_FILE).exists():
        return True
    diagnostics.error(
        "RB-FILE-MISSING", SourceSpan(REPORT_FILE), *hinted("pipeline.no-report", command=command)
    )
    return False


def load(
    files: SourceFiles,
    diagnostics: Diagnostics,
    stages: Stages,
    edition: Edition | None = None,
    formers: Mapping[str, Iterable[Former]] = MappingProxyType({}),
    *,
    archived: bool = False,
    is_release: bool = False,
    plugins: Plugins | None = None,
) -> tuple[Report, Theme] | None:
    """Read content and theme; None after a diagnostic for each fault of both.

    ``edition`` is the release that is made, None where it is a build for the desk; ``is_release`` refuses
    what no reader should get. ``formers`` are the findings of earlier versions. What is ``archived`` was
    released, and is read as it was then: rules that came later and take nothing from the text keep no version
    from its readers. ``plugins`` are those that the settings of the report name, where they were not loaded
    before.
    """
    stages.begin("read")
    from report_builder.content.load import read_report

    if plugins is None:
        plugins = plugins_of(files.root, diagnostics)
    reading = read_report(files, edition, formers, plugins)
    told = [item for item in reading.diagnostics if not (archived and _came_later(item.code))]
    whole = reading.whole or (archived and not any(item.severity is Severity.ERROR for item in told))
    diagnostics.extend(told)
    diagnostics.allow(reading.allowances)
    if not archived:
        tell_placeholders(files, diagnostics, is_release=is_release)
    stages.begin("theme")
    from report_builder.theme import load_theme

    facts = reading.report.publication
    passed_over = LATER if archived else ()
    brand = brand_of(facts, files, diagnostics)
    chapters = reading.report.chapters
    named = [facts.face.ground, *(one for each in chapters for one in (each.accent, each.ground))]
    asked = [colour.value for colour in named if colour]
    loaded = load_theme(facts.theme, files, facts.theme_span, passed_over, plugins, brand, asked)
    theme = diagnostics.take(loaded)
    if theme is not None:
        from report_builder.theme.face import dressed

        theme = dressed(theme, facts, diagnostics)
        if theme.grounds or any(named[1:]):
            from report_builder.theme.chapter_colours import with_chapter_colours  # few reports have them

            theme = with_chapter_colours(theme, chapters, diagnostics)
        if theme.logo is not None:
            from report_builder.layout.logo import with_sound_logo

            theme = with_sound_logo(theme, diagnostics)
    report = reading.report
    if theme is not None and any(sheet.image for sheet in theme.sheets.values()):
        from report_builder.layout.sheet_photographs import with_sheet_photographs  # few themes have them

        report = with_sheet_photographs(report, theme, diagnostics)
    if whole and theme is not None and not diagnostics.has_errors:
        passed = archived or _passes_plugins(report, plugins, diagnostics)
        return (report, theme) if passed else None
    stages.begin("characters")
    _tell_unset(reading.report, theme, files, plugins, diagnostics)
    return None


def load_release(
    files: SourceFiles,
    diagnostics: Diagnostics,
    stages: Stages,
    edition: Edition,
    formers: Mapping[str, Iterable[Former]],
    plugins: Plugins,
) -> tuple[Report, Theme] | None:
    """Read what shall be released, as :func:`load` does; ``files`` may have an id that is not written yet.

    Where anything is wrong none will be, and it is told at the lines that the files have on the disk.
    """

    def read(sources: SourceFiles, said: Diagnostics) -> tuple[Report, Theme] | None:
        return load(sources, said, stages, edition, formers, plugins=plugins, is_release=True)

    said = Diagnostics()
    loaded = read(files, said)
    if loaded is None:
        said = Diagnostics()
        read(SourceFiles(files.root), said)
    diagnostics.extend(said.items)
    diagnostics.allow(said.allowances)
    return loaded


def _passes_plugins(report: Report, plugins: Plugins, diagnostics: Diagnostics) -> bool:
    if not plugins.loaded:
        return True
    from report_builder.plugins.admission import passes_checks

    return passes_checks(report, plugins, diagnostics)


LATER = frozenset(
    {
        "RB-CURLY-SYNTAX",
        "RB-EMAIL",
        "RB-FONT-DAMAGED",
        "RB-PASTE-BULLET",
        "RB-PASTE-CAPTION",
        "RB-PASTE-TABLE",
        "RB-PASTE-TABS",
        "RB-YAML-ANCHOR",
    }
)
"""Errors about what was taken as it stands before it was an error."""


def _came_later(code: str) -> bool:
    """Tell whether an error may have been none at the release: a plug-in may be stricter than it was."""
    return code in LATER or not code.startswith(OWN_PREFIX)


def _tell_unset(
    report: Report, theme: Theme | None, files: SourceFiles, plugins: Plugins, diagnostics: Diagnostics
) -> None:
    """Tell what cannot be set of the sound parts of a faulty report, which is never laid out.

    Where the theme is faulty too, that is what no font has that it could ask for.
    """
    told = {_line_of(item) for item in diagnostics.items if item.code in _OF_CHARACTERS}
    try:
        found = _unset(report, theme, files, plugins)
    except Exception:  # noqa: BLE001 - the faults that are known already are what the editor needs
        return
    diagnostics.extend(item for item in found if _line_of(item) not in told)


_Drawings: TypeAlias = Mapping[int, Mapping[int, str]]
_OF_CHARACTERS = ("RB-SCRIPT", "RB-PASTE-BULLET")
"""Errors that are about characters themselves: that no font has them follows."""


def _line_of(item: Diagnostic) -> tuple[str, int]:
    return (item.span.path, item.span.line) if item.span else ("", 0)


def _unset(
    report: Report, theme: Theme | None, files: SourceFiles, plugins: Plugins
) -> tuple[Diagnostic, ...]:
    from report_builder.layout.lay_out import find_unset

    if theme is not None:
        return find_unset(report, theme)
    from report_builder.theme import load_theme
    from report_builder.theme.characters import characters_for

    assumed = load_theme(DEFAULT_THEME).value
    assert assumed is not None, "a built-in theme is sound"
    facts = report.publication
    brand = brand_of(facts, files, Diagnostics())
    return find_unset(report, assumed, characters_for(facts.theme, files, plugins, brand))


class Made(Struct, frozen=True):
    """The bytes of a finished file, its number of pages, and the bytes of the one for a printer, if asked.

    ``weighed`` is what each page of its body weighs, if that was asked for.
    """

    pdf: bytes
    pages: int
    printed: bytes = b""
    weighed: tuple[Weighed, ...] = ()


def make(
    report: Report,
    theme: Theme,
    diagnostics: Diagnostics,
    stages: Stages,
    *,
    draft: bool = False,
    drawn: bool = False,
    press: Press | None = None,
    weigh: bool = False,
) -> Made | None:
    """Lay out, finish and check: the finished bytes and the number of pages; None after an error.

    With ``drawn`` the pages are also looked at as a reader sees them; with ``press`` the same pages are made
    ready for a printer too; with ``weigh`` it is told what each page weighs.
    """
    stages.begin("layout")
    from report_builder.layout import lay_out

    if draft and report.comments:
        from report_builder.pipeline.commenting import with_comments

        report = with_comments(report)
    keep_edges = press is not None
    laid_out = diagnostics.take(lay_out(report, theme, draft=draft, keep_edges=keep_edges, weigh=weigh))
    if laid_out is None or diagnostics.has_errors:
        return None
    spans, drawings = _origins(report, laid_out) if drawn else ({}, {})
    # From here on nobody asks where elements come from, and the answer holds the whole model.
    laid_out = replace(laid_out, origins={})
    pages, expected, weighed = laid_out.page_count, [_expectations(laid_out)], laid_out.weighed
    stages.begin("finish")
    files = [_finish(laid_out, report.publication, diagnostics, pack=not draft)]
    if press is not None:
        stages.begin("print")
        files.append(_finish(laid_out, report.publication, diagnostics, pack=not draft, press=press))
        expected.append(_expectations(laid_out, press.blank_pages(pages)))
    # The tag tree is large, and only the bytes count from here on.
    del laid_out
    whole = [pdf for pdf in files if pdf is not None]
    for pdf, count in zip(whole, expected, strict=False):
        if not _passes(pdf, count, diagnostics, stages):
            return None
        if drawn and not _is_readable(pdf, spans, drawings, diagnostics, stages):
            return None
    if len(whole) < len(files):
        return None
    return Made(whole[0], pages, whole[1] if press else b"", weighed)


def _origins(report: Report, laid_out: LaidOut) -> tuple[Mapping[Mark, SourceSpan], _Drawings]:
    """The source of every mark, and the drawings among them."""
    from report_builder.layout.origins import Origins, drawings_of

    return Origins(report, laid_out).spans(), drawings_of(laid_out)


def _is_readable(
    pdf: bytes,
    spans: Mapping[Mark, SourceSpan],
    drawings: _Drawings,
    diagnostics: Diagnostics,
    stages: Stages,
) -> bool:
    """Tell whether all words and drawings can be told from what is behind; what is faint with its source."""
    stages.begin("contrast")
    from report_builder.check.page_contrast import faint_drawings, faint_words, told

    found = [*faint_words(pdf, stages.detail), *faint_drawings(pdf, drawings)]
    for faint in found:
        span = None if faint.mcid is None else spans.get(Mark(faint.page, faint.mcid))
        diagnostics.add(told(faint, span=span))
    return not found


def _finish(
    laid_out: LaidOut,
    facts: Publication,
    diagnostics: Diagnostics,
    *,
    pack: bool,
    press: Press | None = None,
) -> bytes | None:
    from report_builder.finish import BuildStamp, FinishLost, finish

    stamp = BuildStamp(version=facts.program) if facts.program else BuildStamp()
    try:
        return finish(laid_out, facts, stamp, pack=pack, press=press)
    except FinishLost as lost:
        diagnostics.error("RB-LOST", None, lost.said, say("pipeline.lost.hint"))
        return None


def _passes(pdf: bytes, expected: Expectations, diagnostics: Diagnostics, stages: Stages) -> bool:
    stages.begin("check")
    from report_builder.check import check_pdf

    report = check_pdf(pdf, expected)
    diagnostics.extend(report.findings)
    return report.passed


def stood_still(files: SourceFiles, diagnostics: Diagnostics) -> bool:
    """Tell whether every file is still the one that was read; an error for each that is not."""
    for path in files.changed():
        diagnostics.error("RB-SOURCE-CHANGED", SourceSpan(path), *hinted("pipeline.source-changed"))
    return not diagnostics.has_errors


def _expectations(laid_out: LaidOut, blank: int = 0) -> Expectations:
    """Count what was laid out, so that the check can see that nothing was lost after it.

    ``blank`` pages stand before the closing ones.
    """
    from report_builder.check import Expectations

    closing = laid_out.page_count - laid_out.closing
    elements = 0
    waiting = [laid_out.structure]
    while waiting:
        element = waiting.pop()
        elements += 1
        waiting.extend(kid for kid in element.kids if isinstance(kid, Element))
    return Expectations(
        pages=laid_out.page_count + blank,
        marks=(*laid_out.marks[:closing], *(0,) * blank, *laid_out.marks[closing:]),
        elements=elements,
        links=len(laid_out.links),
        fields=len(laid_out.fields),
        bookmarks=len(laid_out.bookmarks),
        destinations=len(laid_out.anchors),
    )
