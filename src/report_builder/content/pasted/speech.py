"""Speech that hyphens begin, which becomes a list, and items whose hyphen has no blank behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import rule
from report_builder.language.message import hinted, say
from report_builder.language.word_lists import any_word
from report_builder.patterns import late

_ITEM = "- "
_CAPITAL = "[A-ZÆØÅ]"
_SAID = late(
    lambda: (
        r"[,?!…][»”\"]? (?:{verb} (?:{who}(?!\w)|(?:[^\W\d_]+ )?{name}|[^\W\d_]{{3,}}(?:en|et|a)\.\Z)"
        r"|(?:{who}|{name}[^\W\d_]+) {verb}[.,])".format(
            verb=rf"{any_word('rule.speech-verbs')}(?!\w)", who=any_word("rule.speakers"), name=_CAPITAL
        )
    )
)
"""Words, and who says them: "Ja, sa han.", "Yes, she said."."""
_QUOTES = frozenset("\"'“”„‘’«»")
_END = late(r"[.!?…][»”\"]?\Z")
_UNSET = late(r"-(?![^\W\d_]+ ?\d)[^\W\d_]{2}")


def tell_speech(run: Sequence[Line], language: str, diagnostics: Diagnostics) -> None:
    """RB-PASTE-LIST for lines that hyphens begin: what people say, and items that lack their blank.

    In a ``language`` where speech has quotes, items that have them are a list, and the others lack them.
    """
    if not any(line.body[0] == "-" for line in run):
        return
    items = list(_items(run))
    if items and all(_END.search(item[-1].body) for item in items):
        said = [item for item in items if _SAID.search(" ".join(line.body for line in item))]
        # A list may have what somebody says in one of its items.
        dashed = rule("rule.speech", language) != "quotes"
        if not dashed:
            said = [item for item in said if item[0].body[len(_ITEM) :].lstrip()[:1] not in _QUOTES]
        if 2 * len(said) > len(items):
            message, hint = hinted("content.speech-lines")
            if not dashed:
                outer = rule("rule.quotes", language) or '""'
                hint = say("content.speech-quotes.hint", quotes=f"{outer[0]}…{outer[1]}")
            diagnostics.warn("RB-PASTE-LIST", said[0][0].at(), message, hint)
    _tell_unset(run, [item[0] for item in items], diagnostics)


def _items(run: Sequence[Line]) -> Iterator[list[Line]]:
    """Give the items of a run that hyphens begin, each with the lines that go on with it."""
    item: list[Line] = []
    for line in run:
        if line.body.startswith(_ITEM):
            if item:
                yield item
            item = [line]
        elif item:
            item.append(line)
    if item:
        yield item


def _tell_unset(run: Sequence[Line], items: Sequence[Line], diagnostics: Diagnostics) -> None:
    """Tell the first line that would be an item with a blank behind its hyphen.

    It begins with a capital or not as the items above it do; where no item is, there are two of them.
    """
    unset = [line for line in run if _UNSET.match(line.body)]
    if items:
        unset = [line for line in unset if line.number > items[0].number]
        unset = [line for line in unset if line.body[1].isupper() == items[0].body[2:].lstrip()[:1].isupper()]
        if unset and unset[0].body[1].islower() and len(items) == 1:
            return
    else:
        unset = [line for line in unset if line.body[1].isupper()]
        if len(unset) == 1:
            return
    if unset:
        diagnostics.warn("RB-PASTE-LIST", unset[0].at(), *hinted("content.unset-item"))
