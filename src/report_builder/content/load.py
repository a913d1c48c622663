"""``load_report``: every source file of a report to one model."""

from __future__ import annotations

from report_builder.content.blocks import KINDS, check_definitions, read_section
from report_builder.content.chapter import Chapter, Shared
from report_builder.content.findings import read_findings
from report_builder.content.landing import read_landing
from report_builder.content.markdown import Environment, parse_blocks
from report_builder.content.outline import outline
from report_builder.content.pasted import tell_pasted
from report_builder.content.publication import ReportFile, as_edition, read_publication
from report_builder.content.tree import build_sections, build_tree
from report_builder.content.typography import normalise, unset_script
from report_builder.content.unlisted import chapters_to_read
from report_builder.diagnostics import Diagnostics, Outcome, SourceSpan
from report_builder.model.language import LANGUAGES
from report_builder.model.report import Edition, Report
from report_builder.sources.files import SourceFiles
from report_builder.sources.soft_returns import without_soft_returns


def load_report(files: SourceFiles, edition: Edition | None = None) -> Outcome[Report]:
    """Read the report below ``files.root``; ``edition`` has its number and dates where it is released.

    Returns the model, or no value where anything is wrong; then every fault of all files has its
    diagnostic. Notes about what was changed on the way come with a value too.
    """
    diagnostics = Diagnostics()
    facts = read_publication(files, diagnostics)
    language = facts.publication.language if facts else "nb"
    findings = read_findings(files, language, diagnostics)
    if facts is None:
        return Outcome(None, diagnostics.items, diagnostics.allowances)
    words = LANGUAGES[language]
    shared = Shared(
        files, diagnostics, words, language, findings or {}, findings is not None, facts.html_literal
    )
    chapters = _open_chapters(facts, shared)
    outline(chapters)
    sections = []
    for chapter in chapters:
        sections.append(read_section(chapter.root, chapter))
        chapter.read_notes()
        check_definitions(chapter)
    files.check_names((image for image in shared.images), diagnostics)
    landing = read_landing(shared, facts.publication, tuple(sections))
    if diagnostics.has_errors:
        return Outcome(None, diagnostics.items, diagnostics.allowances)
    publication = as_edition(facts.publication, edition) if edition else facts.publication
    report = Report(publication, words, tuple(sections), shared.notes, shared.findings, landing)
    return Outcome(report, diagnostics.items, diagnostics.allowances)


def _open_chapters(facts: ReportFile, shared: Shared) -> list[Chapter]:
    """Read the chapters' files and find out how their blocks are nested."""
    shared.files.check_names((path for path, _ in facts.chapters), shared.diagnostics)
    chapters = []
    for path, span in chapters_to_read(facts, shared.files, shared.diagnostics):
        source = shared.files.read_text(path, shared.diagnostics, span)
        clean = None if source is None else without_soft_returns(source, path, shared.diagnostics)
        chapter = None if clean is None else _open_chapter(path, normalise(clean), shared)
        if chapter is not None:
            chapters.append(chapter)
    return chapters


def _open_chapter(path: str, source: str, shared: Shared) -> Chapter | None:
    lines = source.split("\n")
    _check_scripts(path, source, lines, shared.diagnostics)
    tell_pasted(lines, path, shared.language, shared.diagnostics)
    if lines[0].rstrip() in ("---", "+++"):
        hint = "what it says belongs into report.yaml; begin the file with '# Title'"
        shared.diagnostics.error("RB-UNSUPPORTED", SourceSpan(path, 1), "front matter is not supported", hint)
        return None
    environment: Environment = {}
    nodes = build_tree(parse_blocks(source, environment), path, shared.diagnostics)
    root = build_sections(nodes, path, shared.diagnostics)
    return None if root is None else Chapter(shared, path, lines, environment, root, KINDS)


def _check_scripts(path: str, source: str, lines: list[str], diagnostics: Diagnostics) -> None:
    """RB-SCRIPT for every line with a script that cannot be set yet."""
    if unset_script(source) is None:
        return
    for number, line in enumerate(lines, 1):
        if found := unset_script(line):
            span = SourceSpan(path, number, found.at + 1)
            diagnostics.error("RB-SCRIPT", span, found.message, found.hint)
