"""Lines that hyphens begin: speech, which would be a list, and items that lack the blank of their sign."""

from __future__ import annotations

import pytest

from report_builder.content.pasted.checking import tell_pasted
from report_builder.diagnostics import Diagnostics

PATH = "content/chapters/k1.md"
SPEECH, UNSET = "content.speech-lines", "content.unset-item"
FAULTS = [
    ("nb", "- Ja, sa han.\n- Nei, sa hun.", SPEECH, 1),
    ("nb", "- Kommer du? spurte hun.", SPEECH, 1),
    ("nb", "- Vi trenger mer tid, sier rådmann Kari Hansen.", SPEECH, 1),
    ("nb", "- Vi trenger mer tid\n  til dette, sier\n  rådmannen.", SPEECH, 1),
    ("nn", "- Ja, sa han.\n- Nei, svara ho.", SPEECH, 1),
    ("en", "- Yes, he said.\n- No, she answered.", SPEECH, 1),
    ("en", "- Yes, said John.", SPEECH, 1),
    ("nb", "- Et punkt\n- Et annet punkt\n-Tredje punkt", UNSET, 3),
    ("nb", "- et punkt\n- et annet\n-tredje", UNSET, 3),
    ("nb", "-Et punkt\n-Et annet punkt", UNSET, 1),
    ("nb", "Punktene er:\n-Et punkt\n-Et annet punkt", UNSET, 2),
]
SILENT = [
    ("nb", "- Et punkt, og mer.\n- Si ifra om feil, og svar.\n- Hva sa hun, og hvem?"),
    ("nb", "- Flere svarte, men ikke alle.\n- Svar på alt, også dette."),
    ("nb", "- Ja, sa han"),
    ("nb", "- Et punkt.\n- Vi trenger mer tid, sier rådmann Kari Hansen."),
    ("nb", "- Programmet stopper, sier fra og går videre.\n- Det svarer, spør og svarer."),
    ("en", "- It stops, says why and goes on."),
    ("nb", "– Ja, sa han.\n\n– Nei, sa hun."),
    ("nb", "Hun kom, sa han.\n\n1. Ja, sa han."),
    ("nb", "- Et punkt\n  - Et underpunkt\n- Et annet punkt"),
    ("nb", "- Summen er\n-NOK 300 og\n-5 grader"),
    ("nb", "- Endelsen er\n-het"),
    ("nb", "-Ett ord alene"),
    ("nb", "```\n-Ett\n-To\n```"),
    ("en", "- “Yes,” he said.\n- “No,” she answered."),
    ("en", '- "Yes," he said.'),
    ("en", "- A point, and he said so in full.\n- Another one."),
]


def told(text: str, language: str) -> list[tuple[str, int]]:
    diagnostics = Diagnostics()
    tell_pasted(text.split("\n"), PATH, language, diagnostics)
    found = [item for item in diagnostics.items if getattr(item.message, "key", "") in (SPEECH, UNSET)]
    assert not [item for item in found if item.fixes]
    return [(getattr(item.message, "key", ""), item.span.line if item.span else 0) for item in found]


@pytest.mark.parametrize(("language", "text", "key", "line"), FAULTS)
def test_it_is_told_once_where_it_begins(language: str, text: str, key: str, line: int) -> None:
    assert told(text, language) == [(key, line)]


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_lists_and_dashes_are_left(language: str, text: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "hint"),
    [
        ("nb", "- Ja, sa han.", "content.speech-lines.hint"),
        ("nn", "- Ja, sa han.", "content.speech-lines.hint"),
        ("en", "- Yes, he said.", "content.speech-quotes.hint"),
    ],
)
def test_the_hint_is_what_speech_has_in_the_language(language: str, text: str, hint: str) -> None:
    diagnostics = Diagnostics()
    tell_pasted([text], PATH, language, diagnostics)
    assert [getattr(item.hint, "key", "") for item in diagnostics.items] == [hint]
