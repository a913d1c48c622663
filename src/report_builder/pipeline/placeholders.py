"""What of the scaffold's text an editor has not replaced yet."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from report_builder.diagnostics import Diagnostic, Diagnostics, Severity, SourceSpan
from report_builder.language.message import say, say_many
from report_builder.model.excerpts import cut
from report_builder.patterns import late
from report_builder.sources.files import SourceFiles

MARK = "%PLACEHOLDER%"
"""Behind a text of the scaffold that says nothing of the report; it gets into no report."""

CODE = "RB-PLACEHOLDER"

FILE = Path(__file__).parent.parent / "data" / "placeholders.txt"
"""Those texts in every language, a line each: a build would have to read all catalogues for them."""

_CONTENT = "content/"
_LONGEST = 60
_MOST = 200
"""Characters: no line of the scaffold has so many before its remark."""
_REMARK = late(r"\s#.*$")


def tell_placeholders(sources: SourceFiles, diagnostics: Diagnostics, *, is_release: bool) -> None:
    """RB-PLACEHOLDER for each file that was read and has text of the scaffold; it goes into no release.

    RB-RELEASE-PLACEHOLDER stands for it there, unless a mark in the sources allows the line to have it.
    """
    for path in sources.paths:
        if path.startswith(_CONTENT) and path.endswith((".md", ".yaml")):
            text = sources.read_text(path, Diagnostics(), None) or ""
            found = [
                (SourceSpan(path, number), words)
                for number, line in enumerate(text.split("\n"), 1)
                if _may_be_scaffold(line) and (words := _words(line)) in _placeholders()
            ]
            _tell(found, diagnostics, is_release=is_release)


def _may_be_scaffold(line: str) -> bool:
    """Whether a line is no longer than the scaffold's, without its remark; most of a report is longer."""
    return 0 < len(line) < _MOST or " #" in line[:_MOST]


def _tell(found: list[tuple[SourceSpan, str]], diagnostics: Diagnostics, *, is_release: bool) -> None:
    meant = [(span, words) for span, words in found if _is_meant(span, diagnostics)]
    left = [one for one in found if one not in meant]
    for one in meant:  # for who shows what is allowed, and who looks for marks that allow nothing
        diagnostics.add(_warning([one]))
    if left and is_release:
        told = _warning(left)
        hint = say("pipeline.placeholder-released.hint", code=CODE)
        diagnostics.error("RB-RELEASE-PLACEHOLDER", told.span, told.message, hint, told.related)
    elif left:
        diagnostics.add(_warning(left))


def _warning(found: list[tuple[SourceSpan, str]]) -> Diagnostic:
    (span, words), *others = found
    message = say_many("pipeline.placeholder", len(found), text=cut(words, _LONGEST))
    related = tuple(place for place, _ in others)
    return Diagnostic(CODE, message, say("pipeline.placeholder.hint"), span, Severity.WARNING, related)


def _is_meant(span: SourceSpan, diagnostics: Diagnostics) -> bool:
    warning = _warning([(span, "")])
    return any(mark.covers(warning) for mark in diagnostics.allowances)


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(FILE.read_text("utf-8").splitlines())


def marked(texts: Iterable[str]) -> list[str]:
    """What the lines of ``texts`` say that have :data:`MARK` behind them, each once, sorted.

    Of a line that is a remark of YAML, what it says once it is none; as a remark it is in no report.
    """
    lines = (line.partition(MARK) for text in texts for line in text.split("\n"))
    return sorted({_words(said.lstrip("# ")) for said, mark, _ in lines if mark})


def _words(line: str) -> str:
    """What a line says, whatever quotes it has and remark behind it."""
    text = _REMARK.sub("", line).strip(" \t-*")
    return " ".join(text.replace('"', "").replace("'", "").split())
