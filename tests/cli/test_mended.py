"""What ``--fix`` did is told by places of the file as it was, in words that can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.cli.mended import words_of
from report_builder.content.pasted.checking import tell_pasted
from report_builder.diagnostics import Diagnostic, Diagnostics, Fix, Severity, SourceSpan
from report_builder.sources.edits import Mending, Trail, apply_fixes
from tests.said import english, plain

PATH = "content/chapters/a.md"


def _offset(text: str, span: SourceSpan) -> int:
    return sum(len(line) + 1 for line in text.split("\n")[: span.line - 1]) + span.column - 1


def _span(text: str, offset: int) -> SourceSpan:
    before = text[:offset]
    return SourceSpan(PATH, before.count("\n") + 1, offset - before.rfind("\n"))


@given(st.data())
def test_places_of_later_looks_are_those_of_the_first_text(data: st.DataObject) -> None:
    """Each character is one of its own, so that its place in the first text is known after any edits."""
    first = "".join(chr(0x4E00 + at) + ("\n" if at % 7 == 6 else "") for at in range(40))
    text, trail = first, Trail()
    for look in range(3):
        cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
        items = []
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            new = data.draw(st.text("ab\n", min_size=1, max_size=9))
            fix = Fix(_span(text, start), _span(text, end), new)
            items.append(Diagnostic("RB-ALLOW", plain("x"), None, fix.start, Severity.WARNING, (), (fix,)))
        changed, _ = apply_fixes(items, {PATH: text.encode()}, trail)
        text = changed[PATH].decode() if changed else text
        for offset, char in enumerate(text):
            if char in first and char != "\n":
                assert _offset(first, trail.at_first(_span(text, offset))) == first.index(char), look


@pytest.mark.parametrize(
    ("code", "before", "after", "words"),
    [
        ("RB-INVISIBLE", "\ufeffOrd", "Ord", "an invisible character (U+FEFF) in 'Ord': deleted"),
        ("RB-BOLD-HEADING", "\ufeff**Leder**", "\ufeff", "'<U+FEFF>**Leder**' the title repeated: deleted"),
        ("RB-PASTE-TABS", "Tabell 1: Svar", "", "'Tabell 1: Svar' moved above the table"),
        ("RB-PASTE-TABS", "Tabell 1:", "", "'Tabell 1:' deleted"),
        ("RB-PASTE-CAPTION", "Tabell 1:", "", "'Tabell 1:' deleted"),
        (
            "RB-PASTE-TABS",
            "A\tB\r\n1\t2",
            "| A | B |\n|-|-|\n| 1 | 2 |",
            "'A⇥B' … 1 more row → '| A | B |' … 2 more rows",
        ),
        ("RB-ALLOW", "eget", "Eget", "'eget' → 'Eget'"),
        ("RB-ALLOW", "", "\n", "an empty line put in"),
    ],
)
def test_a_mending_can_be_read(code: str, before: str, after: str, words: str) -> None:
    assert english(words_of(Mending(SourceSpan(PATH, 1), code, before, after))) == words


def test_long_texts_are_short() -> None:
    mending = Mending(SourceSpan(PATH, 1), "RB-PASTE-TABS", "ord " * 500, "ord| " * 500)
    assert len(english(words_of(mending))) < 100


def test_a_caption_that_moves_leaves_no_empty_lines_behind() -> None:
    for quote in ("", "> "):
        lines = [f"{quote}{line}".rstrip() for line in ("A\tB", "1\t2", "", "Tabell 1: Svar", "", "Tekst.")]
        diagnostics = Diagnostics()
        tell_pasted(lines, PATH, "nb", diagnostics)
        changed, mendings = apply_fixes(diagnostics.items, {PATH: "\n".join(lines).encode()})
        bare = [line.lstrip("> ") for line in changed[PATH].decode().split("\n")]
        assert bare == ["Tabell: Svar", "", "| A | B |", "| --- | ---: |", "| 1 | 2 |", "", "Tekst."]
        assert "'Tabell 1: Svar' moved above the table" in english(words_of(mendings[0])).replace("> ", "")


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ('Han sa "ja" til oss.', '"ja"', "«ja»"),
        ('Han sa "ja og nei" til oss.', '"ja og nei"', "«ja og nei»"),
        ('Han sa "ja\nog nei" til oss.', '"ja … nei"', "«ja … nei»"),
        (f'Han sa "ja{" og ja" * 20}" til oss.', '"ja … ja"', "«ja … ja»"),
        ("Det koster 1.250,- nå.", "1.250,-", "1250 kr"),
        ("Mellom 5%-10% svarte.", "5%-10%", "5 %–10 %"),
    ],
)
def test_what_belongs_together_is_one_mending(text: str, before: str, after: str) -> None:
    diagnostics = Diagnostics()
    tell_pasted(text.split("\n"), PATH, "nb", diagnostics)
    _, mendings = apply_fixes(diagnostics.items, {PATH: text.encode()})
    assert [(one.before, one.after) for one in mendings] == [(before, after)]
