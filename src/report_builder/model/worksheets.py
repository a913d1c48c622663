"""Questions of a worksheet: what readers answer on paper, in the file or on a page.

Each begins with its question, ``children``. A table with cells to fill in is a ``Table`` of its own.
"""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.model.content_model import ContentModel, Holds, Part, words_in
from report_builder.model.inlines import Inlines


class Choice(Struct, frozen=True):
    """A line of words that stands for one answer, or for one statement to be answered."""

    content: ClassVar[ContentModel] = ContentModel((words_in(),))

    children: Inlines
    span: SourceSpan


class OpenQuestion(Struct, frozen=True):
    """A question with so many ``lines`` to write on."""

    content: ClassVar[ContentModel] = ContentModel((words_in(),))

    id: str
    children: Inlines
    lines: int
    span: SourceSpan


class ChoiceQuestion(Struct, frozen=True):
    """A question with answers to tick, only ``one`` of them or any number."""

    content: ClassVar[ContentModel] = ContentModel((words_in(), Part("choices", Holds.ITEMS)))

    id: str
    children: Inlines
    choices: tuple[Choice, ...]
    one: bool
    span: SourceSpan


class ScaleQuestion(Struct, frozen=True):
    """Statements, each answered by one of the ``points`` of a scale, which have their numbers in them."""

    content: ClassVar[ContentModel] = ContentModel(
        (words_in(), Part("points", Holds.ITEMS), Part("statements", Holds.ITEMS))
    )

    id: str
    children: Inlines
    points: tuple[Choice, ...]
    statements: tuple[Choice, ...]
    span: SourceSpan


Question: TypeAlias = OpenQuestion | ChoiceQuestion | ScaleQuestion
