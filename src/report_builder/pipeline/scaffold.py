"""The files that a new report begins with, and what of their text an editor has not replaced yet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from report_builder.diagnostics import Diagnostic, Diagnostics, Severity, SourceSpan
from report_builder.language.catalogue import Catalogue, catalogue, languages, names_of_languages
from report_builder.language.message import Value, one_of, say, say_many
from report_builder.model.excerpts import cut
from report_builder.patterns import late
from report_builder.sources.files import SourceFiles

MARK = "%PLACEHOLDER%"
"""Behind a text of the scaffold that says nothing of the report; it gets into no report."""

CODE = "RB-PLACEHOLDER"

_CONTENT = "content/"
_COLUMN = 29
"""Where remarks begin."""
_KEY = late(r"\{(scaffold\.[a-z-]+)\}")
_LONGEST = 60
_MOST = 200
"""Characters: no line of the scaffold has so many before its remark."""
_REMARK = late(r"\s#.*$")


def scaffold_files(language: str) -> Iterator[tuple[str, str]]:
    """Every file of the scaffold in a language: its path and its text, with all its marks."""
    said = _Said(catalogue(language))
    for path, entry in _walk(files("report_builder") / "data" / "scaffold"):
        yield said.path(path), said.fill(entry.read_text(encoding="utf-8"))


def aligned(text: str) -> str:
    """Set each remark behind a tabulator where the others stand, or three blanks behind a longer line."""
    parts = (line.partition("\t") for line in text.split("\n"))
    return "\n".join(
        f"{said}{' ' * max(3, _COLUMN - len(said))}{remark}" if tab else said for said, tab, remark in parts
    )


def pictures_folder(language: str) -> str:
    """The folder for pictures of a new report in a language."""
    return f"assets/{catalogue(language)('scaffold.pictures')}"


class _Said:
    """The words of the scaffold in one language."""

    def __init__(self, words: Catalogue) -> None:
        self._words = words
        self._names = {
            "introduction": words("scaffold.id-introduction"),
            "findings": words("scaffold.id-findings"),
        }
        named = names_of_languages().items()
        self._values: dict[str, Value] = {
            "name": "%NAME%",
            "languages": one_of([f"{language} ({name})" for language, name in named]),
            "pictures": f"assets/{words('scaffold.pictures')}/",
            "role": "{finding}`id`",
            "value": f"{{finding}}`{words('scaffold.id-meetings')}`",
            "chapter": f"[](#{self._names['findings']}){{.page}}",
            "figure": f"[](#fig-{words('scaffold.id-answers')})",
        }

    def path(self, path: str) -> str:
        """Where a file stands; chapters are called by their ids."""
        number, dash, name = path.rpartition("-")
        stem, dot, ending = name.partition(".")
        return f"{number}{dash}{self._names[stem]}{dot}{ending}" if number and stem in self._names else path

    def fill(self, text: str) -> str:
        """Put the words in place of their keys."""
        return _KEY.sub(lambda found: self._words(found[1], **self._values), text)


def _walk(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _walk(entry, f"{above}{entry.name}/")
        else:
            yield above + entry.name, entry


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
    texts = (text for language in languages() for _, text in scaffold_files(language))
    lines = [line for text in texts for line in text.split("\n") if MARK in line]
    return frozenset(_words(line.partition(MARK)[0]) for line in lines)


def _words(line: str) -> str:
    """What a line says, whatever quotes it has and remark behind it."""
    text = _REMARK.sub("", line).strip(" \t-*")
    return " ".join(text.replace('"', "").replace("'", "").split())
