"""The examples of CommonMark: what is taken has every word, and what is refused is refused for a reason."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from html import unescape
from pathlib import Path

from report_builder.diagnostics import Diagnostic, Severity
from report_builder.language.message import Message
from tests.content.plain import words
from tests.content.projects import load
from tests.web_support import missing

SPEC = Path(sys.prefix) / "node_modules" / "commonmark-spec" / "spec.txt"
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"</?(?:a|em|strong|code|img)(?: [^>]*)?>")
_TAG = re.compile(r"<[^>]*>|<!--.*?-->", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")

DELIBERATE = {
    "content.html": "a page of paper has no elements of HTML, but those that Markdown has marks for",
    "content.link-without-scheme": "a PDF stands anywhere, so a link in it has a whole address",
    "content.link-scheme": "a reader may trust the links of a report",
    "content.link-without-target": "a link leads somewhere",
    "content.link-title": "what shows only under a mouse does not stand on paper, and nobody would miss it",
    "content.link-form": "a link was meant, and would be printed as brackets",
    "content.link-empty": "a link has words that say where it leads",
    "content.no-chapter": "a link to a file means a chapter of the report",
    "content.no-target": "what a link leads to is there",
    "content.target-unused": "the words of a target that no link uses would vanish",
    "content.target-twice": "the words of the second target would vanish",
    "content.second-title": "a chapter has one title",
    "content.level-skipped": "levels of headings go on without a gap (WCAG 2.1, 1.3.1)",
    "content.level-follows": "levels of headings go on without a gap (WCAG 2.1, 1.3.1)",
    "content.heading-nested": "the outline of a report has no headings of quotations and lists",
    "content.heading-empty": "a heading has words",
    "content.code-empty": "code that is empty says nothing",
    "content.code-open": "code that nothing closes would swallow the rest of the chapter",
    "content.quotation-empty": "a quotation that is empty says nothing",
    "content.image-in-text": "a picture with a caption stands in a paragraph of its own",
    "content.image-in-line": "a picture stands in a paragraph of its own, or between the words of a line",
    "content.image-without-alt": "a picture has an alternative text",
    "content.tab-rows-unclear": "rows that tabs divide were a table elsewhere",
    "content.accent": "an accent stands on a letter",
    "content.script": "a script that cannot be set yet",
    "sources.character-stands": "a character that is no text",
    "sources.no-file": "a picture is there",
    "sources.path-absolute": "a picture stands in the report's own folder",
}
"""Why each kind of refusal is meant, by the key of what is told."""
MOST = 244
"""So many examples are refused at most: nearly all have targets like ``/url``, or HTML."""


@cache
def examples() -> list[tuple[str, str]]:
    """The source and the HTML of each example."""
    if not SPEC.exists():
        missing("commonmark-spec", "make tools")
    found = _EXAMPLE.findall(SPEC.read_text("utf-8"))
    return [(source.replace("\u2192", "\t"), html.replace("\u2192", "\t")) for source, html in found]


def test_what_is_taken_has_every_word_and_the_rest_is_refused_for_a_reason(tmp_path: Path) -> None:
    told: dict[int, set[str]] = {}
    lost: dict[int, tuple[list[str], list[str]]] = {}
    for number, (source, html) in enumerate(examples(), 1):
        outcome = load(tmp_path, f"# Kapittel\n\n{source}\n")
        if outcome.value is None:
            told[number] = keys(outcome.diagnostics)
            continue
        said = " ".join(word for chapter in outcome.value.chapters for word in words(chapter))
        owed = unescape(_TAG.sub(" ", _INLINE.sub("", html)))
        found, wanted = _WORD.findall(said)[1:], _WORD.findall(owed)
        if sorted(found) != sorted(wanted):
            lost[number] = (wanted, found)
    assert len(examples()) == 652
    assert lost == {}
    assert {number: found for number, found in told.items() if not found <= DELIBERATE.keys()} == {}
    assert len(told) <= MOST


def keys(diagnostics: Sequence[Diagnostic]) -> set[str]:
    """What the errors among ``diagnostics`` say, by their keys."""
    errors = [item.message for item in diagnostics if item.severity is Severity.ERROR]
    return {message.key if isinstance(message, Message) else str(message) for message in errors}
