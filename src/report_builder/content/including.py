"""Texts of other files in a chapter, ``::: {.include from="metode.md"}``: several reports may share them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.content.attributes import check_attributes
from report_builder.content.chapter import Shared
from report_builder.content.from_file import named_file
from report_builder.content.sections import DEEPEST, settle_below_title
from report_builder.content.text_positions import Place
from report_builder.content.token_tree import INCLUDE, Node, TextFile
from report_builder.diagnostics import Diagnostic, SourceSpan
from report_builder.language.message import hinted, say
from report_builder.sources.files import SourceFiles
from report_builder.sources.nearest import did_you_mean

if TYPE_CHECKING:
    from report_builder.content.front_matter import FrontMatter

    Open = Callable[[str, str, Shared, dict[str, FrontMatter]], TextFile | None]

FOLDER = "content/shared"
"""Where the files stand in a report, and where a stored report has those that stood outside of it."""


def with_included(file: TextFile, shared: Shared, open_file: Open) -> tuple[TextFile, ...]:
    """Put the blocks of each file that ``file`` includes in place of the block that names it; give the files.

    Titles stand below the heading that the block stands below. RB-FILE-MISSING for a file that is nowhere,
    RB-VALUE for one that includes itself or stands in the report twice; what else is wrong in a file is told
    at its own lines.
    """
    included = tuple(_Including(shared, open_file).fill(file, (file.path,)))
    if included:
        _mark(file.nodes, file)
    return included


def _mark(nodes: Sequence[Node], file: TextFile) -> None:
    """Tell each block that is not told yet the file that it stands in."""
    for top in nodes:
        if top.source is None:
            for node in top.walk():
                node.source = file
                if node.caption is not None:
                    node.caption.source = file


class _Including:
    def __init__(self, shared: Shared, open_file: Open) -> None:
        self._shared, self._open = shared, open_file

    def fill(self, file: TextFile, above: tuple[str, ...]) -> Iterator[TextFile]:
        """Yield the files that ``file`` includes, and put their blocks into it."""
        filled: list[Node] = []
        level = 0
        for node in file.nodes:
            if node.kind == "heading":
                level = node.level
            if node.kind != INCLUDE:
                self._refuse_inside(node, file)
                filled.append(node)
                continue
            inner = self._read(node, file, above)
            if inner is not None:
                yield inner
                yield from self.fill(inner, (*above, inner.path))
                self._lower(inner, level, SourceSpan(file.path, node.line + 1))
                _mark(inner.nodes, inner)
                filled += inner.nodes
        file.nodes = filled

    def _refuse_inside(self, node: Node, file: TextFile) -> None:
        """RB-UNSUPPORTED where a file shall stand inside another block."""
        for parent in node.walk():
            for child in parent.children:
                if child.kind == INCLUDE:
                    span = SourceSpan(file.path, child.line + 1)
                    self._shared.diagnostics.error("RB-UNSUPPORTED", span, *hinted("content.include-inside"))
            parent.children = [child for child in parent.children if child.kind != INCLUDE]

    def _lower(self, inner: TextFile, level: int, asked: SourceSpan) -> None:
        """Put a file that begins with a title below the heading of this level; others stay as they are."""
        nodes, diagnostics = inner.nodes, self._shared.diagnostics
        if not nodes or nodes[0].kind != "heading" or nodes[0].level != 1:
            return
        settle_below_title(inner, diagnostics)
        headings = [node for node in nodes if node.kind == "heading"]
        deepest = max(node.level for node in headings) + level
        if deepest > DEEPEST:
            told = hinted("content.include-deep", path=inner.path, deepest=deepest, most=DEEPEST)
            diagnostics.error("RB-HEADING-LEVEL", asked, *told)
        for node in headings:
            node.level = min(node.level + level, DEEPEST)

    def _read(self, node: Node, file: TextFile, above: tuple[str, ...]) -> TextFile | None:
        """Read the file that a block names; None after a diagnostic."""
        shared, diagnostics = self._shared, self._shared.diagnostics
        span = SourceSpan(file.path, node.line + 1)
        owner = say("content.the-block", name=INCLUDE)
        check_attributes(node.attributes, diagnostics, span, owner, takes_id=False, keys=("from",))
        asked = named_file(node, file.path, diagnostics, hinted("content.include-none"))
        if not asked:
            return None
        place = Place(file.path, file.lines, node.line, asked).at()
        found = self._find(asked, place)
        if found is None:
            return None
        path, source = found
        if path in above:
            chain = " → ".join((*above[above.index(path) :], path))
            diagnostics.error("RB-VALUE", place, *hinted("content.include-circle", chain=chain))
            return None
        first = shared.included.setdefault(path, place)
        if first != place:
            told = hinted("content.include-twice", path=path, place=str(first))
            diagnostics.error("RB-VALUE", place, *told, (first,))
            return None
        matters: dict[str, FrontMatter] = {}
        inner = self._open(path, source, shared, matters)
        if matters:
            told = hinted("content.include-front-matter")
            diagnostics.error("RB-UNSUPPORTED", SourceSpan(path, 1), *told)
        if inner is not None and not inner.nodes:
            told = say("content.chapter-empty"), say("content.begin-with-title")
            diagnostics.error("RB-EMPTY", SourceSpan(path), *told)
        return inner

    def _find(self, asked: str, place: SourceSpan) -> tuple[str, str] | None:
        """Give the path that diagnostics name, and the text: of a file of the report, else of one outside."""
        shared, files, diagnostics = self._shared, self._shared.files, self._shared.diagnostics
        path = files.name_of(f"{FOLDER}/{asked}" if not asked.startswith("/") else asked)
        folder = shared.shared_folder
        if folder is None or files.exists(path) or not path.startswith(f"{FOLDER}/"):
            text = files.read_text(path, diagnostics, place)
            return None if text is None else (path, text)
        outside = files.beside(Path(os.path.normpath(files.root / folder.value)))
        there = path.removeprefix(f"{FOLDER}/")
        if not outside.exists(there):
            message = say("content.include-missing", path=there, inside=FOLDER, outside=folder.value)
            hint = did_you_mean(there, (*outside.below(".", ".md"), *_inside(files.below(FOLDER, ".md"))))
            diagnostics.error("RB-FILE-MISSING", place, message, hint or say("sources.no-file.hint"))
            return None
        text = outside.read_text(there, diagnostics, place)
        shown = Path(folder.value, there).as_posix()
        files.lent[path] = outside, there, shown
        return None if text is None else (shown, text)


def _inside(paths: Sequence[str]) -> Iterator[str]:
    return (path.removeprefix(f"{FOLDER}/") for path in paths)


def without_outside_fixes(items: Iterable[Diagnostic], files: SourceFiles) -> Iterator[Diagnostic]:
    """Give the diagnostics without mendings of files that are not the report's own."""
    outside = {shown for _, _, shown in files.lent.values()}
    for item in items:
        is_outside = any(fix.start.path in outside for fix in item.fixes)
        yield replace(item, fixes=()) if is_outside else item
