"""A rule about the words that are drawn in figures: what an alternative text stands for is not heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

from report_builder.check.context import Context, Findings
from report_builder.check.rules_structure import below, named
from report_builder.check.tags import REPLACED, MarkedContent, Tag
from report_builder.diagnostics import Diagnostic, Severity
from report_builder.language.message import in_turn, say, say_many
from report_builder.patterns import late
from report_builder.sources.characters import SOFT_HYPHEN

_WORD = late(r"\w+")
_LOGO = late(r"logo|emblem|våpen|varemerke|trademark|wordmark", re.IGNORECASE)
"""Says of a picture that it is a logo, whose letters are its look (WCAG 2.2, 1.4.5)."""
_GROUPS = frozenset(
    (
        *("Document", "Part", "Art", "Sect", "Div", "NonStruct", "BlockQuote", "Note"),
        *("L", "LI", "LBody", "Table", "TR", "TD", "TH", "Form"),
    )
)
"""Elements that hold what belongs together, as a figure with the text beside it."""
_SHOWN = 6
"""So many words are named."""


def unheard(context: Context) -> Findings:
    """No word is drawn in an element whose alternative text leaves it out (ISO 14289-1, 7.3; WCAG 1.1.1).

    The words may stand in the text beside it too. Formulas and logos are excepted. In a file of another maker
    it is a warning: how its words are divided into pieces is not known, so that parts of words count as well.
    """
    replaced = list(filter(_is_replaced, context.tree.all))
    if not replaced:
        return
    reader = _Reader(context)
    severity = Severity.ERROR if context.is_by_us else Severity.WARNING
    for tag in replaced:
        missing = reader.missing(tag)
        if missing:
            shown = in_turn([*missing[:_SHOWN], *(["…"] if len(missing) > _SHOWN else [])])
            message = say_many("check.unheard", len(missing), tag=named(tag), words=shown)
            yield Diagnostic("RB-PDF-UNHEARD", message, say("check.unheard.hint"), severity=severity)


def _is_replaced(tag: Tag) -> bool:
    """Tell whether something is read in the place of an element, and has to say its words.

    That it stands on other elements is told by another rule.
    """
    is_asked = tag.standard in REPLACED and tag.standard != "Formula"
    return is_asked and bool(tag.alt) and not _LOGO.search(tag.alt or "")


class _Reader:
    """Compares what is drawn with what is said, with each page and each group read once at most."""

    def __init__(self, context: Context) -> None:
        # Most files have no words in a drawing, and what reads texts takes time to load.
        from report_builder.check.reading import MarkTexts

        self._texts = MarkTexts(context.document)
        self._worded = context.worded_marks
        self._whole = context.is_by_us
        self._top = context.tree.top
        self._all = context.tree.all
        self._parents: dict[int, Tag] = {}
        self._around: dict[int, _Words] = {}

    def missing(self, tag: Tag) -> list[str]:
        """The words that are drawn in ``tag`` and said nowhere, each once."""
        said = [self._words([tag.alt or "", tag.actual_text or ""])]
        drawn = list(self._shown(below(tag)))
        if any(_unsaid(strings, said) for strings in drawn):
            said.append(self._beside(tag))
        return list(dict.fromkeys(word for strings in drawn for word in _unsaid(strings, said)))

    def _shown(self, tags: Iterable[Tag]) -> Iterator[list[str]]:
        """The texts that are shown in ``tags`` themselves, each in the strings that it is painted in.

        A mark of ours has one text. Others may have several in one, and no blank between them.
        """
        for tag in tags:
            for kid in tag.kids:
                if type(kid) is MarkedContent and (kid.page, kid.mcid) in self._worded:
                    page = self._texts.page(kid)
                    shown = [] if page is None else self._texts.shown(page, kid.mcid)
                    if self._whole:
                        yield ["".join(part for strings in shown for part in strings)]
                    else:
                        yield from shown

    def _words(self, texts: Iterable[str]) -> _Words:
        return _Words(texts, whole=self._whole)

    def _beside(self, tag: Tag) -> _Words:
        """The words of the group in which ``tag`` stands that are heard."""
        if not self._parents:
            self._parents = {id(child): parent for parent in self._all for child in parent.children}
        group = self._parents.get(id(tag))
        while group is not None and group.standard not in _GROUPS:
            group = self._parents.get(id(group))
        key = id(group)
        if key not in self._around:
            inside = self._heard(self._top if group is None else [group])
            self._around[key] = self._words("".join(strings) for strings in self._shown(inside))
        return self._around[key]

    def _heard(self, tags: list[Tag]) -> Iterator[Tag]:
        """The elements in ``tags`` whose own text is heard."""
        waiting = list(tags)
        while waiting:
            tag = waiting.pop()
            if not tag.alt:
                yield tag
                waiting += tag.children


class _Words:
    """The words of texts; unless they are ``whole``, a part of one is one as well."""

    def __init__(self, texts: Iterable[str], *, whole: bool) -> None:
        found = [word for text in texts for word in _words_of(text)]
        self._words = frozenset(found)
        self._squeezed = "" if whole else "".join(found)

    def __contains__(self, word: str) -> bool:
        return word in self._words or word in self._squeezed


def _unsaid(strings: list[str], said: Sequence[_Words]) -> list[str]:
    """The words of a text that none of ``said`` has; blanks between words may be mere distances."""
    if all(any(word in each for each in said) for word in _words_of(" ".join(strings))):
        return []
    return [word for word in _words_of("".join(strings)) if not any(word in each for each in said)]


def _words_of(text: str) -> list[str]:
    """The words of a text, alike however they are written."""
    return _WORD.findall(normalize("NFKC", text).casefold().replace(SOFT_HYPHEN, ""))
