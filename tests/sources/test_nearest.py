"""A name that is not known costs no more to mend where there are many names."""

from __future__ import annotations

import difflib
from typing import ClassVar

import pytest

from report_builder.content.text_positions import Place
from report_builder.sources.nearest import did_you_mean
from tests.said import english


@pytest.mark.parametrize("count", [1_000, 100_000])
def test_few_of_many_names_are_compared(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    real = difflib.get_close_matches

    def counted(word: str, names: list[str], n: int = 3) -> list[str]:
        compared.append(len(names))
        return real(word, names, n)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    known = (f"a{number:06}" for number in range(count))
    assert did_you_mean("zzz", known) is None
    assert compared == [100]
    assert sum(1 for _ in known) == max(count - 2000, 0)


def test_a_near_name_is_found_among_many() -> None:
    known = [*(f"a{number:06}" for number in range(1_000)), "svartid"]
    assert english(did_you_mean("svarttid", known)) == "did you mean 'svartid'?"
    assert english(did_you_mean("SVARTID", known)) == "did you mean 'svartid'?"


class _Line(str):
    """A line that counts how often something is looked for in it."""

    __slots__ = ()
    looks: ClassVar[list[object]] = []

    def find(self, *args: object) -> int:
        self.looks.append(args)
        return super().find(*args)  # type: ignore[arg-type]


def test_a_line_is_looked_for_once_however_many_places_are_asked_for() -> None:
    text = "[a](b) " * 500
    place = Place("content/a.md", [_Line("> " + text)], 0, text)
    spans = [place.at(offset) for offset in range(len(text))]
    assert [span.column for span in spans] == list(range(3, len(text) + 3))
    assert len(_Line.looks) == 1
