"""Questions and tables to fill in: numbers that are too large, and fields that nobody can tell apart."""

from __future__ import annotations

import pytest

from tests.test_worksheets import told


@pytest.mark.parametrize(
    ("block", "written", "near"),
    [("write", "lines=1000", "lines=20"), ("write", "lines=-7", "lines=1"), ("write", "lines=x", "lines=3"),
     ("fill-table", "rows=1000", "rows=20"), ("scale", "to=100", "to=11"), ("scale", "from=-2 to=99", "to=8"),
     ("scale", "from=4 to=2", "to=5"), ("scale", "from=-2000", "from=-100"),
     ("write", "lines=2.5", "lines=3")],
)  # fmt: skip
def test_the_number_that_is_offered_is_the_nearest(block: str, written: str, near: str) -> None:
    found = told(f"# Ark\n\n::: {block} {{{written}}}\nHva?\n\n- Ja\n:::\n")
    assert any(one.endswith(f"write {near}") for one in found), found


_ASKED = "::: write\nHva?\n:::"
_EMPTY = "::: fill-table\n| Hva |\n|---|\n|   |\n:::"


@pytest.mark.parametrize(
    ("block", "line", "says"),
    [
        (f"{_ASKED}\n\n{_ASKED}", 7, "as on line 3"),
        (f"{_ASKED}\n\n::: tick\nHVA?\n\n- Ja\n:::", 7, "as on line 3"),
        (f"> {_ASKED}\n\n{_ASKED}".replace("\n:", "\n> :", 1).replace("\nH", "\n> H", 1), 7, "as on line 3"),
        ("::: tick\nHva?\n\n- Ja\n- *ja*\n:::", 7, "as on line 6"),
        ("::: {.tick .one}\nHva?\n\n- Ja\n- Nei\n- Ja\n:::", 8, "as on line 6"),
        ("::: {.tick .one}\nHva?\n\n- Ja\n:::", 3, "only one"),
        ("::: scale\nHva?\n\n- Ja\n- Ja\n:::", 7, "as on line 6"),
        ("::: scale\nHva?\n\n- Ja\n:::\n\n::: scale {to=3}\nHva?\n\n- Ja\n:::", 12, "as on line 6"),
        ('::: scale {low="lite" high="Lite"}\nHva?\n\n- Ja\n:::', 3, "both ends"),
        ("::: fill-table\n| A | A |\n|---|---|\n|   |   |\n:::", 4, "as on line 4"),
        ("::: fill-table\n|   | A |\n|---|---|\n|   |   |\n:::", 4, "no heading"),
        ("::: fill-table\n| A |   |\n|---|---|\n| b |   |\n:::", 4, "no heading"),
        (f"{_EMPTY}\n\n{_EMPTY}", 10, "as those of the table on line 4"),
        (f"Tabell: B\n\n{_EMPTY}\n\nTabell: B\n\n{_EMPTY}", 14, "as those of the table on line 6"),
    ],
)  # fmt: skip
def test_fields_that_nobody_can_tell_apart_are_told(block: str, line: int, says: str) -> None:
    (found,) = told(f"# Ark\n\n{block}\n")
    assert found.startswith(f"content/chapters/prove.md:{line}")
    assert " RB-FILL-IN " in found
    assert says in found


@pytest.mark.parametrize(
    "block",
    [
        "::: tick\nHva?\n\n- Ja\n:::",
        f"## A\n\n{_ASKED}\n\n{_EMPTY}\n\n### B\n\n{_ASKED}\n\n{_EMPTY}\n\n## C\n\n{_ASKED}\n\n{_EMPTY}",
        "::: write\n1. Hva?\n:::\n\n::: write\n2. Hva?\n:::",
        f"{_ASKED}\n\n::: scale\nHva?\n\n- Ja\n:::\n\n::: scale\nHva?\n\n- Nei\n:::",
        "::: fill-table\n|   | A | A |\n|---|---|---|\n| b |   | c |\n| d |   | e |\n:::",
        f"Tabell: B\n\n{_EMPTY}\n\nTabell: C\n\n{_EMPTY}",
        "\n\n".join(f"::: fill-table\n| A | B |\n|---|---|\n| {row} |   |\n:::" for row in "cd"),
        "::: scale {from=-2 to=2}\nHva?\n\n- Ja\n:::",
    ],
)
def test_fields_that_can_be_told_apart_are_not_told(block: str) -> None:
    assert told(f"# Ark\n\n{block}\n") == []


@pytest.mark.parametrize("around", ["", "> ", "  "])
@pytest.mark.parametrize("box", ["[ ]", "[x]", "[X]"])
@pytest.mark.parametrize("head", ["tick", "{.tick .one}", "scale {to=3}"])
def test_a_box_that_is_typed_before_an_answer_is_told(head: str, box: str, around: str) -> None:
    text = f"::: {head}\nHva?\n\n- {box} Ja\n- Nei\n- \\{box} Vet ikke\n:::"
    written = "\n".join(f"{around}{line}" for line in text.split("\n"))
    lead = "- Et punkt\n\n" if around == "  " else ""
    found = told(f"# Ark\n\n{lead}{written}\n")
    line = 6 + lead.count("\n")
    assert len(found) == 1, found
    assert f":{line}:{3 + len(around)}: RB-LEFT-MARKUP {box} before an answer" in found[0]
