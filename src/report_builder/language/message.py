"""What is to be said: the key of a catalogue and what fills its braces. The words come where it is shown.

A message has no language, so that one run can be told to several people, and nothing that was meant for a
terminal gets into a file by accident: only a :class:`~report_builder.language.catalogue.Catalogue` makes
text of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, NoReturn, TypeAlias

from msgspec import Struct


class Message(Struct, frozen=True):
    """A sentence or a part of one, by its ``key`` in the catalogues.

    ``values`` fill the braces, each by its name, and may be messages themselves. ``count`` chooses between
    the forms for one and for many, where the key has them, and fills ``{count}``.
    """

    key: str
    values: tuple[tuple[str, Value], ...] = ()
    count: int | None = None

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError(f"'{self.key}' has no words before a catalogue gives them")


class Wording(NamedTuple):
    """A sentence in words of its own, by language: of a plug-in, which adds nothing to the catalogues.

    ``texts`` are pairs of a language (ISO 639-1) and the words in it; ``values`` fill their braces.
    """

    texts: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, Value], ...] = ()

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("a wording has no words before a catalogue chooses the language")


Said: TypeAlias = Message | Wording
"""What has words in every language."""

Value: TypeAlias = Message | Wording | str | int | float
"""What fills braces. A ``str`` is a name or a quotation, which no language translates."""

Announce: TypeAlias = Callable[[Value], None]
"""Called with what is at work, and how far it is."""


def silent(_said: Value) -> None:
    """Announce nothing."""


def say(key: str, /, **values: Value) -> Message:
    """Give what the catalogues have under ``key``, with its braces to be filled by ``values``."""
    return Message(key, tuple(values.items()))


def hinted(key: str, /, **values: Value) -> tuple[Message, Message]:
    """Give what the catalogues have under ``key``, and under ``key.hint``: what is wrong, and how to mend it.

    ``values`` fill the braces of both.
    """
    return say(key, **values), say(f"{key}.hint", **values)


def say_many(key: str, count: int, /, **values: Value) -> Message:
    """Give the form of ``key`` for so many things; ``{count}`` stands for their number."""
    return Message(key, tuple(values.items()), count)


def worded(texts: Mapping[str, str], /, **values: Value) -> Wording:
    """Give words that no catalogue has, by language (ISO 639-1); ``values`` fill their braces."""
    return Wording(tuple(texts.items()), tuple(values.items()))


def all_of(items: Sequence[Value]) -> Value:
    """Name all of ``items``: "a, b and c"."""
    return _listed(items, "list.and")


def one_of(items: Sequence[Value]) -> Value:
    """Name those of ``items`` of which one will do: "a, b or c"."""
    return _listed(items, "list.or")


def in_turn(items: Sequence[Value]) -> Value:
    """Name ``items`` one after the other, with nothing said of how they belong together: "a, b, c"."""
    return _listed(items, "list.comma")


def _listed(items: Sequence[Value], last: str) -> Value:
    if not items:
        return ""
    listed = items[0]
    for number, item in enumerate(items[1:], 2):
        listed = say(last if number == len(items) else "list.comma", first=listed, last=item)
    return listed
