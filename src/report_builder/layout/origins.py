"""Where in the sources each painted mark comes from, and where each source line went."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from msgspec import Struct, field

from report_builder.diagnostics import SourceSpan
from report_builder.language.passages import unmarked
from report_builder.layout.result import LaidOut
from report_builder.model.report import Report
from report_builder.model.tags import Element, Mark
from report_builder.model.walking import placed


class Origin(Struct, eq=False):
    """A block: where its source begins, and its marks in reading order."""

    span: SourceSpan
    marks: list[Mark] = field(default_factory=list)


class Origins:
    """The way from a mark to its source and back, for one build."""

    def __init__(self, report: Report, laid_out: LaidOut) -> None:
        self._by_mark: dict[Mark, Origin] = {}
        spans = {node.id: node.span for node in placed((*report.chapters, *report.notes.values()))}
        by_element = {
            id(element): Origin(spans[identifier])
            for identifier, element in laid_out.origins.items()
            if identifier in spans
        }
        self._follow(laid_out.structure, by_element, Origin(report.publication.span))
        self._by_path: dict[str, list[Origin]] = {}
        for origin in dict.fromkeys(self._by_mark.values()):
            self._by_path.setdefault(origin.span.path, []).append(origin)
        for origins in self._by_path.values():
            origins.sort(key=lambda origin: origin.span.line)

    def _follow(self, structure: Element, by_element: Mapping[int, Origin], default: Origin) -> None:
        """Give every mark to the innermost block that it belongs to."""
        waiting = [(structure, default)]
        while waiting:
            element, origin = waiting.pop()
            origin = by_element.get(id(element), origin)
            for kid in element.kids:
                if isinstance(kid, Mark):
                    self._by_mark[kid] = origin
                    origin.marks.append(kid)
            waiting.extend((kid, origin) for kid in reversed(element.kids) if isinstance(kid, Element))

    def spans(self) -> dict[Mark, SourceSpan]:
        """Give the source of every mark, without the blocks."""
        return {mark: origin.span for mark, origin in self._by_mark.items()}

    def of(self, mark: Mark) -> Origin | None:
        """Give the block that a mark belongs to."""
        return self._by_mark.get(mark)

    def at(self, path: str, line: int) -> Origin | None:
        """Give the block that ``line`` of ``path`` stands in, or else the next before or after it."""
        origins = self._by_path.get(path)
        if not origins:
            return None
        after = bisect_right(origins, line, key=lambda origin: origin.span.line)
        return origins[max(0, after - 1)]

    def lines_of(self, origin: Origin) -> tuple[int, int | None]:
        """Give the line that a block begins at, and that of the next block; None where it is the last."""
        origins = self._by_path[origin.span.path]
        after = bisect_right(origins, origin.span.line, key=lambda other: other.span.line)
        return origin.span.line, origins[after].span.line if after < len(origins) else None


def drawings_of(laid_out: LaidOut) -> dict[int, dict[int, str]]:
    """Give the alternative texts of all figures, by the index of the page and the mark on it."""
    found: dict[int, dict[int, str]] = {}
    waiting = [laid_out.structure]
    while waiting:
        element = waiting.pop()
        for kid in element.kids:
            if isinstance(kid, Element):
                waiting.append(kid)
            elif isinstance(kid, Mark) and element.role == "Figure":
                found.setdefault(kid.page, {})[kid.mcid] = unmarked(element.alt or "")
    return found
