"""``load_report``: every source file of a report to one model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.content.block_ids import with_ids
from report_builder.content.blocks import KINDS, check_definitions, read_section
from report_builder.content.chapter import Chapter, Shared
from report_builder.content.comments import BEGIN as COMMENT
from report_builder.content.comments import lines_without_comments, without_comments
from report_builder.content.facts import FACTS, facts_of
from report_builder.content.findings import read_partial_findings
from report_builder.content.landing import read_landing
from report_builder.content.limits import tell_too_long
from report_builder.content.literature.rules import KNOWS
from report_builder.content.markdown import Environment, parse_blocks
from report_builder.content.ordinals import tell_ordinals
from report_builder.content.outline import outline
from report_builder.content.pasted import tell_pasted
from report_builder.content.pasted.numbered import tell_numbered
from report_builder.content.printed_comments import may_be_remarked
from report_builder.content.publication import ReportFile, as_edition, read_partial_publication
from report_builder.content.rules_style import PLAIN_SIGNS
from report_builder.content.sections import build_sections
from report_builder.content.spoken import typed, with_findings
from report_builder.content.standin import stand_in
from report_builder.content.token_tree import INCLUDE, WHEN, TextFile, build_tree
from report_builder.content.typography import first_unset, unset_characters
from report_builder.content.units import UNIT
from report_builder.content.unlisted import chapters_to_read
from report_builder.diagnostics import Allowance, Diagnostic, Diagnostics, Outcome, SourceSpan
from report_builder.language.catalogue import catalogue
from report_builder.language.message import hinted
from report_builder.model.blocks import Section
from report_builder.model.comments import place_of
from report_builder.model.report import FORM, Edition, Publication, Report
from report_builder.plugins.plugin import NO_PLUGINS, Plugins
from report_builder.sources.files import SourceFiles
from report_builder.sources.source_text import SourceLines, read_lines

FENCES = ("---", "+++")
"""How the line above a front matter begins, ours or that of other programs."""


class Reading(Struct, frozen=True):
    """What was read of a report: the whole model, or what is sound of it beside the diagnostics.

    A model that is not ``whole`` is good for finding further faults and for nothing else. ``conditions`` are
    those under which passages stand in the report of a unit.
    """

    report: Report
    whole: bool
    diagnostics: tuple[Diagnostic, ...]
    allowances: tuple[Allowance, ...]
    conditions: tuple[Condition, ...] = ()


if TYPE_CHECKING:
    from report_builder.content.front_matter import FrontMatter
    from report_builder.content.literature.sources import Sources
    from report_builder.content.repeats import Former
    from report_builder.content.units.conditions import Condition


def load_report(
    files: SourceFiles,
    edition: Edition | None = None,
    formers: Mapping[str, Iterable[Former]] = MappingProxyType({}),
) -> Outcome[Report]:
    """Read the report below ``files.root``; ``edition`` has its number and dates where it is released.

    Returns the model, or no value where anything is wrong; then every fault of all files has its
    diagnostic. Notes about what was changed on the way come with a value too.
    ``formers`` are the findings of earlier versions by id, the newest first.
    """
    reading = read_report(files, edition, formers)
    return Outcome(reading.report if reading.whole else None, reading.diagnostics, reading.allowances)


def read_report(
    files: SourceFiles,
    edition: Edition | None = None,
    formers: Mapping[str, Iterable[Former]] = MappingProxyType({}),
    plugins: Plugins = NO_PLUGINS,
) -> Reading:
    """Read the report as :func:`load_report` does, and give what is sound of a faulty one.

    A file that cannot be read keeps no other from being read, and what is asked of it is not missed.
    ``plugins`` may have blocks, and codes that the sources allow.
    """
    diagnostics = Diagnostics(prefixes=plugins.prefixes)
    facts = read_partial_publication(files, diagnostics) or stand_in(files)
    unit = None
    if files.exists(UNIT):
        from report_builder.content.units.unit_file import read_unit, titled  # few reports are of units

        unit = read_unit(files, diagnostics)
        facts = titled(facts, unit.title) if unit and unit.title else facts
    language = facts.publication.language
    findings = read_partial_findings(files, language, diagnostics, facts.rules.counted)
    words = catalogue(language)
    shared = Shared(
        files,
        diagnostics,
        words,
        language,
        findings.findings,
        findings.ids,
        findings.known,
        facts.html_literal,
        facts.rules.counted,
        plugins,
        edition.form if edition else FORM,
        facts.abbreviations,
        _read_literature(facts, files, diagnostics),
        shared_folder=facts.shared,
    )
    shared.facts = facts_of(_said(facts, edition, shared), words)
    if unit is not None:
        from report_builder.content.units.unit_file import said_of

        shared.unit = unit
        shared.facts = {**shared.facts, **said_of(unit, words, shared.counted)}
    matters: dict[str, FrontMatter] = {}
    chapters = _open_chapters(facts, shared, matters)
    outline(chapters)
    tell_numbered(chapters, shared)
    sections = []
    for chapter in chapters:
        with chapter.within(chapter.root.source):
            section = read_section(chapter.root, chapter)
        if chapter.path in matters:
            from report_builder.content.front_matter import with_front_matter

            section = with_front_matter(section, matters[chapter.path], chapter)
        sections.append(section)
        chapter.read_notes()
        check_definitions(chapter)
        for file in chapter.included:
            with chapter.within(file):
                check_definitions(chapter)
    if shared.chapters_known:
        shared.abbreviations.tell_unused(diagnostics)
    chapters_read = _gathered(tuple(sections), shared)
    files.check_names((image for image in shared.images), diagnostics)
    publication = with_findings(facts.publication, facts.spoken, shared.finding)
    landing = read_landing(shared, publication, chapters_read)
    publication = as_edition(publication, edition) if edition else publication
    report = Report(
        publication,
        words,
        chapters_read,
        shared.notes,
        shared.findings,
        landing,
        diagnostics.read,
        facts.rules.divisions,
        findings.withdrawn,
        tuple(sorted(set(shared.comments), key=place_of)),
    )
    if report.findings:
        from report_builder.content.repeats import tell_repeats

        tell_repeats(
            report, typed(facts.publication, facts.spoken), shared.typed, formers, files, diagnostics
        )
    told = diagnostics.items
    if files.lent:
        from report_builder.content.including import without_outside_fixes  # few reports include anything

        told = tuple(without_outside_fixes(told, files))
    return Reading(report, not diagnostics.has_errors, told, diagnostics.allowances, tuple(shared.conditions))


def _gathered(chapters: tuple[Section, ...], shared: Shared) -> tuple[Section, ...]:
    """Give ``chapters`` with what is gathered of all of them: links to terms, sources, lists, the index."""
    if shared.terms:
        from report_builder.content.glossary import with_terms  # few reports have one

        chapters = with_terms(chapters, shared)
    if shared.sources is not None:
        from report_builder.content.literature.writing import with_literature

        chapters = with_literature(chapters, shared.sources, shared)
    if shared.directories:
        from report_builder.content.directories import with_directories  # few reports have one

        chapters = with_directories(chapters, shared)
    if shared.index_marks or shared.directories:
        from report_builder.content.index import with_index  # few reports have one

        chapters = with_index(chapters, shared)
    return chapters


def _said(facts: ReportFile, edition: Edition | None, shared: Shared) -> Publication:
    """The publication as running text may speak of it; what is wrong with its findings is told elsewhere."""
    publication = facts.publication
    if facts.spoken:
        publication = with_findings(publication, facts.spoken, lambda name, _: shared.findings.get(name))
    return as_edition(publication, edition) if edition else publication


def _read_literature(facts: ReportFile, files: SourceFiles, diagnostics: Diagnostics) -> Sources | None:
    """Read the sources that the report names, if it names any."""
    if facts.literature is None:
        if facts.citation_style is not None:
            told = hinted("content.style-alone")
            diagnostics.error("RB-VALUE", facts.citation_style.span, *told)
        return None
    from report_builder.content.literature.sources import read_sources, unread  # few reports have any

    if not facts.literature.value:
        return unread("", facts.literature.span)
    return read_sources(
        facts.literature, facts.citation_style, facts.publication.language, files, diagnostics
    )


def _open_chapters(facts: ReportFile, shared: Shared, matters: dict[str, FrontMatter]) -> list[Chapter]:
    """Read the chapters' files and find out how their blocks are nested.

    ``matters`` gets the front matter of each that has one, by its path.
    """
    chapters = []
    shared.files.check_names((path for path, _ in facts.chapters), shared.diagnostics)
    listed = chapters_to_read(facts, shared.files, shared.diagnostics)
    # One that stands twice has its diagnostic, and its faults are told once.
    for path, span in _each_once(listed):
        source = shared.files.read_text(path, shared.diagnostics, span)
        chapter = None if source is None else _open_chapter(path, source, shared, matters)
        if chapter is None:
            shared.chapters_known = False
        else:
            chapters.append(chapter)
    return chapters


def _each_once(listed: Sequence[tuple[str, SourceSpan]]) -> Iterable[tuple[str, SourceSpan]]:
    first: dict[str, SourceSpan] = {}
    for path, span in listed:
        first.setdefault(path, span)
    return first.items()


def _open_chapter(path: str, source: str, shared: Shared, matters: dict[str, FrontMatter]) -> Chapter | None:
    file = _open_file(path, source, shared, matters)
    if file is None:
        return None
    included: tuple[TextFile, ...] = ()
    if INCLUDE in source:
        from report_builder.content.including import with_included  # few chapters have any

        included = with_included(file, shared, _open_file)
    if f".{WHEN}" in source or f"::: {WHEN}" in source:
        from report_builder.content.units.passages import settle_passages  # few chapters have any

        settle_passages(file, shared)
    root = build_sections(file.nodes, path, file.lines, shared.diagnostics)
    if root is None:
        return None
    return Chapter(shared, path, file.lines, file.environment, root, KINDS, included)


def _open_file(path: str, source: str, shared: Shared, matters: dict[str, FrontMatter]) -> TextFile | None:
    """Read a file of text, and find out how its blocks are nested; None after a diagnostic."""
    read = read_lines(source, path, shared.diagnostics, compose=True)
    _check_scripts(path, read, shared.diagnostics)
    source, lines = read.text, list[str](read)
    if lines[0].startswith(FENCES):
        from report_builder.content.front_matter import take_front_matter  # few chapters have one

        matter, lines = take_front_matter(read, path, shared)
        source = "\n".join(lines)
        if matter is not None:
            matters[path] = matter
    if f"\n{FENCES[0]}" in source:
        from report_builder.content.late_front_matter import without_late_front_matter  # few chapters do

        lines = without_late_front_matter(lines, path, shared.diagnostics)
        source = "\n".join(lines)
    if not shared.has_plain_signs and tell_too_long(lines, path, shared.diagnostics):
        return None
    commented = COMMENT in source and not shared.html_literal
    written = lines
    if may_be_remarked(source):
        from report_builder.content.remarks import tell_remarks  # few chapters have any

        written = tell_remarks(lines, path, shared.diagnostics, html_literal=shared.html_literal)
        source, commented = "\n".join(written), commented or written != lines
    read_by_people = lines_without_comments(written) if commented else written
    if commented and any(COMMENT in line for line in read_by_people):
        _tell_around_comments(read_by_people, path, shared)
    else:
        tell_pasted(read_by_people, path, shared.language, shared.diagnostics)
    environment: Environment = {
        "html_literal": shared.html_literal,
        KNOWS: shared.sources is not None,
        FACTS: shared.facts,
        PLAIN_SIGNS: shared.has_plain_signs,
    }
    tokens = parse_blocks(source, environment)
    if commented:
        tokens = without_comments(tokens, path, shared.comments)
    nodes = build_tree(tokens, path, shared.diagnostics)
    if "{#" in source:
        nodes = with_ids(nodes)
    tell_ordinals(environment, path, shared.diagnostics)
    return TextFile(path, lines, environment, nodes)


def _tell_around_comments(lines: Sequence[str], path: str, shared: Shared) -> None:
    """Look at the words around comments in a line as if these were not there."""
    from report_builder.content.around_comments import without_comments_in_lines

    left, told = without_comments_in_lines(lines), Diagnostics()
    tell_pasted(left.lines, path, shared.language, told)
    for item in told.items:
        shared.diagnostics.add(left.moved(item))


def _check_scripts(path: str, lines: SourceLines, diagnostics: Diagnostics) -> None:
    """RB-SCRIPT for every line with a script that cannot be set yet."""
    unset = unset_characters(lines.rare)
    if not unset:
        return
    for number, line in enumerate(lines, 1):
        if found := first_unset(line, unset):
            span = SourceSpan(path, number, found.at + 1)
            diagnostics.error("RB-SCRIPT", span, found.message, found.hint)
