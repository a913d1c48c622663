"""``abbreviations`` of ``report.yaml``: short forms, and what is heard for them.

The first place of each in the text of a chapter says it, for whoever begins to read there; at every place it
would be heard in place of what is written. A heading leaves it to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated

from msgspec import Struct, field

from report_builder.content.formats import prose
from report_builder.content.language_attribute import named_language
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted
from report_builder.model.inlines import Abbreviation, Inline, Inlines, Text, rewritten
from report_builder.sources.characters import bare
from report_builder.sources.schema import Key, Located


class AbbreviationKeys(Struct, frozen=True):
    """Keys of one of the ``abbreviations``."""

    short: Annotated[Located[str], Key("key.abbreviations.short", pattern=r"\S+", example="NAV")]
    long: Annotated[str, Key("key.abbreviations.long")]
    lang: Annotated[Located[str] | None, Key("key.abbreviations.lang", example="en")] = None


class _Meant(Struct, frozen=True):
    """What an abbreviation stands for, in which language, and where that is said."""

    words: str
    language: str
    span: SourceSpan


class Abbreviations(Struct):
    """The abbreviations of one report, by their letters.

    ``pattern`` finds them, and is None without any; ``used`` are those that the chapters have.
    """

    meant: dict[str, _Meant] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    used: set[str] = field(default_factory=set)

    def expand(self, inlines: Inlines, met: set[str]) -> Inlines:
        """Let the first place of each say what it means, unless it was ``met`` in the same chapter."""
        pattern = self.pattern
        if pattern is None:
            return inlines

        def change(node: Inline) -> Inlines | None:
            return self._split(node, pattern, met) if isinstance(node, Text) else None

        return rewritten(inlines, change)

    def _split(self, text: Text, pattern: re.Pattern[str], met: set[str]) -> Inlines:
        found: list[Inline] = []
        done = 0
        for match in pattern.finditer(text.value):
            short = match[0]
            if short in met:
                continue
            met.add(short)
            self.used.add(short)
            meant = self.meant[short]
            if _is_just_said(meant.words, text.value[: match.start()]):
                continue
            if match.start() > done:
                found.append(Text(text.value[done : match.start()], text.span))
            found.append(Abbreviation(short, meant.words, meant.language, text.span))
            done = match.end()
        if done < len(text.value):
            found.append(Text(text.value[done:], text.span))
        return tuple(found)

    def tell_unused(self, diagnostics: Diagnostics) -> None:
        """RB-UNUSED for each that stands in no chapter's text."""
        for short, meant in self.meant.items():
            if short not in self.used:
                diagnostics.warn("RB-UNUSED", meant.span, *hinted("content.abbreviation-unused", short=short))


def _is_just_said(words: str, before: str) -> bool:
    """Tell whether the text writes the words out itself, with the short form in brackets behind them."""
    return " ".join(before.split()).lower().endswith(f"{words.lower()} (")


def read_abbreviations(
    keys: Iterable[AbbreviationKeys], language: str, diagnostics: Diagnostics
) -> Abbreviations:
    """Give what the keys say; RB-VALUE for one that stands twice."""
    meant: dict[str, _Meant] = {}
    for key in keys:
        short, span = key.short.value, key.short.span
        spoken = named_language(key.lang.value, diagnostics, key.lang.span) if key.lang else ""
        first = meant.setdefault(short, _Meant(bare(prose(key.long, language)), spoken or language, span))
        if first.span != span:
            told = hinted("content.abbreviation-twice", short=short, line=first.span.line)
            diagnostics.error("RB-VALUE", span, *told, (first.span,))
    return Abbreviations(meant, _pattern_of(meant) if meant else None)


def _pattern_of(shorts: Iterable[str]) -> re.Pattern[str]:
    """What finds each alone or in the genitive ("DFØs"), and not in a compound, which means more."""
    longest_first = sorted(shorts, key=lambda short: (-len(short), short))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?=s?(?![\w-]))")
