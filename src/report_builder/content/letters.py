"""Values of YAML files in another language, or other letters, than the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import Pattern

from report_builder.content.formats import texts_of
from report_builder.content.pasted.prose import passages
from report_builder.content.pasted.tongue import language_of
from report_builder.content.pasted.unmarked import may_be_name, scripts_of
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, one_of, say
from report_builder.sources.source_text import SourceLines
from report_builder.sources.yaml_tree import Node, ScalarNode

_SHOWN = 60
_LONG = 32
"""Characters; a shorter value has too few words to be in a language."""


def tell_letters(
    tree: Node, lines: SourceLines, language: str, diagnostics: Diagnostics, *, marks: bool = False
) -> None:
    """RB-LANG-MISSING for values, or words in them, in another language or script than that of the report.

    Where the file ``marks`` words as a chapter does, those that say their language are left.
    """
    runs = scripts_of(lines.rare)
    # A value that is used again under another key is one.
    for scalar in {
        scalar.span: scalar for scalar in texts_of(tree) if len(scalar.text) > _LONG or runs
    }.values():
        text = next(passages(scalar.text, language))[1] if marks else scalar.text
        for span, message, tag in _found(text, scalar, runs, lines, language, marks):
            hint = say("content.language-value.hint")
            if marks:
                hint = say("content.language-words.hint", written=f"[…]{{lang={tag or '…'}}}")
            diagnostics.warn("RB-LANG-MISSING", span, message, hint)


def _found(
    text: str,
    scalar: ScalarNode,
    runs: Sequence[Pattern[str]],
    lines: SourceLines,
    language: str,
    marks: bool,
) -> Iterator[tuple[SourceSpan, Message, str]]:
    """What is in another language in a text: where, what is said of it, and its tag where that is known."""
    for found in (match for run in runs for match in run.finditer(text)):
        words = " ".join(found[0].split())
        if not marks and may_be_name(found[0]):
            continue
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rpartition(' ')[0]} …"
        message = say("content.language-script", words=shown, language=language)
        yield lines.place_of(found[0][0], scalar.span), message, ""
    if len(text) > _LONG and (tongues := language_of(text, language)):
        message = say("content.language-passage", found=one_of(tongues), language=language)
        yield scalar.span, message, tongues[0]
