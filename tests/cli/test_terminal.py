"""What the terminal prints of diagnostics."""

from __future__ import annotations

import pytest

from report_builder.cli.terminal import show
from report_builder.diagnostics import Diagnostic, Severity, SourceSpan
from report_builder.language.catalogue import catalogue
from report_builder.language.message import Message, say

MESSAGE, CURE, OTHER = say("archive.file-missing"), say("archive.restore"), say("archive.repair")


def lost(path: str, hint: Message | None, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("RB-ARCHIVE-FILE-MISSING", MESSAGE, hint, SourceSpan(path), severity)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_mends_several_in_a_row_is_said_once(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Of those that are mended alike the first says how, and how many they are; the others say where."""
    spoken = catalogue(language)
    faults = [lost(f"a/{number:02}", CURE) for number in range(20)]
    faults += [lost("b", OTHER), lost("c", None), lost("d", None), lost("e", CURE)]
    assert show(faults, spoken=spoken) == 1
    lines = capsys.readouterr().err.splitlines()
    bare = f"RB-ARCHIVE-FILE-MISSING {spoken.text(MESSAGE)}"
    cure, other = spoken.text(CURE), spoken.text(OTHER)
    as_first = spoken("cli.hint-as-at", place="a/00")
    for_all = spoken("cli.hint-for-all", count=20, hint=CURE)
    assert "20" in for_all
    assert cure in for_all
    assert lines == [
        f"a/00: {bare}; {for_all}",
        *(f"a/{number:02}: {bare}; {as_first}" for number in range(1, 20)),
        f"b: {bare}; {other}",
        f"c: {bare}",
        f"d: {bare}",
        f"e: {bare}; {cure}",
    ]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("severity", Severity)
def test_the_last_line_says_what_is_left_out(
    language: str, severity: Severity, capsys: pytest.CaptureFixture[str]
) -> None:
    """No line ends in a colon with nothing behind it; what has no place and is of one kind takes one line."""
    spoken = catalogue(language)
    many = [Diagnostic("RB-ANSWERS", MESSAGE, None, None, severity)] * 60
    left = 60 - 3 if severity is not Severity.ERROR else 60 - 50
    show(many, spoken=spoken)
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(f"{spoken('cli.more', count=left)} RB-ANSWERS")
    others = [lost(f"a/{number}", None, severity) for number in range(60)]
    for further in ([lost("a", CURE, severity)] * 60, others):
        show([*many, *further], spoken=spoken)
        lines = capsys.readouterr().err.splitlines()
        assert [line for line in lines if line.endswith(":")] == [
            line for line in lines if line.startswith("…") and "RB-" not in line
        ]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("length", [1, 40, 80, 81, 400])
def test_each_line_says_how_it_is_mended_or_where_that_stands(
    length: int, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever reads one line alone knows what to do, or where it is said."""
    spoken = catalogue(language)
    hint = say("sources.write", text="x" * (length - len(spoken("sources.write", text=""))))
    show([lost(f"a/{number}", hint) for number in range(3)], spoken=spoken)
    first, *others = capsys.readouterr().err.splitlines()
    cure = spoken.text(hint)
    assert first.endswith(cure)
    for line in others:
        assert line.endswith((f"; {cure}", f"; {spoken('cli.hint-as-at', place='a/0')}"))
        assert line.endswith(cure) == (len(cure) <= 80)


def test_what_is_wrong_in_another_way_is_not_joined(capsys: pytest.CaptureFixture[str]) -> None:
    """Two faults of one code and one cure are told in full where they are not the same fault."""
    other = Diagnostic("RB-ARCHIVE-FILE-MISSING", say("archive.repair"), CURE, SourceSpan("b"))
    show([lost("a", CURE), other], spoken=catalogue("nb"))
    cure = catalogue("nb").text(CURE)
    assert [line.endswith(f"; {cure}") for line in capsys.readouterr().err.splitlines()] == [True, True]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("files", [1, 2, 5])
def test_no_line_is_sent_to_the_advice_of_another_file(
    files: int, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Faults on lines of several files have the advice once in each of these."""
    spoken = catalogue(language)
    hint = say("sources.write", text="x" * 100)
    faults = [
        Diagnostic("RB-LEFT-MARKUP", MESSAGE, hint, SourceSpan(f"{file}.md", line, 1), Severity.WARNING)
        for file in range(files)
        for line in (1, 2)
    ]
    show(faults, spoken=spoken)
    lines = capsys.readouterr().err.splitlines()
    for file in range(files):
        own = [line for line in lines if line.startswith(f"{file}.md")]
        assert own[0].endswith(spoken.text(hint))
        assert own[1].endswith(spoken("cli.hint-as-at", place=f"{file}.md:1:1"))
