"""Finds English in what the program says in Norwegian.

What is quoted may be in any language: names, what was or is to be typed, and what a library, the system or
veraPDF says. Everything else is ours.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from report_builder.language.catalogue import Catalogue, catalogue, names_of_languages
from report_builder.language.message import Message, Value

NORWEGIAN = ("nb", "nn")

_FUNCTION_WORDS = """
    a about after all also although an and another any are as at be because been before being below between
    both but by can cannot could did do does each either else every few first found from had has have her
    here him his how if into is it its itself last least less many may might more most must neither never
    new next no none nor not nothing now of off on once only or other our out own same shall she should
    since so some such than that the their them then there these they this those through too until unless
    very was we were what when where whether which while who whom whose why with within without would yes
    yet you your
"""
"""What stands in every English sentence, whether we wrote it or a library did."""

_QUOTED = re.compile(
    r"«[^«»]*(?:«[^»]*»[^«»]*)*»"  # running text
    r"|\w+(?:=|: )\"[^\"\n]*\"|'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`"  # what is typed, names
    r"|\w+=(?=,|\s|$)"  # keys
    r"|\breport-builder(?: +(?:archive|feedback) +[a-z]+| +[a-z-]+)?|-m pip install"  # commands
    r"|\b[A-Z]\w+-[A-Z]\w+|\S+\s+\d+\.\d\S*"  # names, as of fonts, or with their version
    r"|\{[^{}]*\}|\S*[|]\S*|\S*\.\S+|\S*[/@_:=]\w\S*|\w+/|\S*\d\S*|\B-{1,2}[a-z][a-z-]*|\B[#&*!]\w+|RB-[A-Z-]+"
)
_AUTONYM = re.compile("|".join(f"{one}'? \\({name}\\)" for one, name in names_of_languages().items()))
"""A language with what it calls itself."""
_WORD = re.compile(r"[^\W\d_]+")


def unquoted(text: str) -> str:
    """Give a text without what is quoted in it, and without commands, paths, codes and numbers."""
    return _QUOTED.sub(" ", _AUTONYM.sub(" ", text))


def own_words(text: str) -> list[str]:
    """Give the words of a text that are neither quoted nor part of a command, a path, a code or a number.

    Capitals alone are what stands for something else ("FIL") or a name ("PDF").
    """
    return [word for word in _WORD.findall(unquoted(text)) if not word.isupper() or len(word) == 1]


def _said_in(language: str) -> frozenset[str]:
    """The words of a catalogue, but for the rules of its language, which may name words of another."""
    every = catalogue(language).under("")
    said = (text for key, text in every.items() if key and not key.startswith("rule."))
    return frozenset(word.lower() for text in said for word in own_words(text))


@cache
def english_words() -> frozenset[str]:
    """The words of English sentences, of ours and in general, that Norwegian ones do not have.

    That the Norwegian ones are Norwegian is tested with the dictionaries.
    """
    norwegian = _said_in("nb") | _said_in("nn")
    return (_said_in("en") | set(_FUNCTION_WORDS.split())) - norwegian


def english_in(text: str) -> list[str]:
    """Give the English words of a Norwegian text."""
    return [word for word in own_words(text) if word.lower() in english_words()]


def record(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """Collect all that is said from now on, in whatever language, so that it can be said in another."""
    said: list[Message] = []
    text = Catalogue.text

    def recording(self: Catalogue, told: Value | None) -> str:
        if isinstance(told, Message):
            said.append(told)
        return text(self, told)

    monkeypatch.setattr(Catalogue, "text", recording)
    return said


def english_among(said: list[Message]) -> dict[str, list[str]]:
    """Give the English words that messages have in Norwegian, by what is said."""
    texts = {catalogue(language).text(each) for each in dict.fromkeys(said) for language in NORWEGIAN}
    return {text: found for text in texts if (found := english_in(text))}
