"""The worked example of a plug-in: a theme, the block ``question``, and a check for words that shout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from report_builder.model.blocks import Block, FactBox, Paragraph
from report_builder.model.inlines import Text, plain_text
from report_builder.model.report import Report
from report_builder.model.walking import STRUCTURE, walk
from report_builder.plugins import ComposedBlock, Container, Diagnostic, Plugin, Severity, worded

_SHOUTED = re.compile(r"\b[A-ZÆØÅ]{8,}\b")
_HEADS = {"nb": "Spørsmål: ", "nn": "Spørsmål: ", "en": "Question: "}


def question(container: Container) -> Iterator[Block | Diagnostic]:
    """``::: question {ask="…"}``: a fact box with the question as its title."""
    asked = container.texts["ask"]
    if not asked:
        yield Diagnostic(
            "EX-NO-QUESTION",
            worded({"nb": "blokken har ikke noe spørsmål", "en": "the block has no question"}),
            worded({"nb": 'skriv ::: question {ask="…"}', "en": 'write ::: question {ask="…"}'}),
            container.span,
        )
    head = _HEADS.get(container.language.partition("-")[0], _HEADS["en"])
    yield FactBox(container.id, (Text(head, container.span), *asked), container.blocks, container.span)


def shouted(report: Report) -> Iterator[Diagnostic]:
    """Warn of each paragraph that has a word of eight capitals or more."""
    for node in walk(report.chapters, STRUCTURE):
        found = _SHOUTED.search(plain_text(node.children)) if isinstance(node, Paragraph) else None
        if found:
            yield Diagnostic(
                "EX-SHOUT",
                worded({"nb": "«{word}» roper", "en": "“{word}” shouts"}, word=found[0]),
                worded({"nb": "bruk små bokstaver", "en": "use small letters"}),
                node.span,
                Severity.WARNING,
            )


plugin = Plugin(
    prefix="EX",
    themes={"example": Path(__file__).parent / "themes" / "example"},
    checks=(shouted,),
    blocks={"question": ComposedBlock(question, texts=("ask",))},
)
