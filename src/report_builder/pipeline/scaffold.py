"""The files that a new report begins with."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from report_builder.language.catalogue import Catalogue, catalogue, names_of_languages
from report_builder.language.message import Value, one_of
from report_builder.patterns import late

_COLUMN = 29
"""Where remarks begin."""
_KEY = late(r"\{(scaffold\.[a-z-]+)\}")


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
