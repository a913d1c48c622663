"""What a chapter's text is made of, taken apart once for all that look whether it may have a slip.

Most of a text are words with blanks on either side. Each of them is looked at once, however often it stands
there, and signs are only looked for in the rest.
"""

from __future__ import annotations

from functools import cached_property
from itertools import filterfalse

from report_builder.patterns import late

_TARGET = late(r"\]\([^\s()]*\)")


class Glance:
    """``text`` has blanks for line ends; ``words`` are what stands in it between blanks and is letters only.

    ``rest`` is everything else in its order, with blanks on either side, but for the targets of links.
    """

    def __init__(self, text: str) -> None:
        """Take ``text`` apart."""
        pieces = text.split(" ")
        self.text = text
        self.words = frozenset(filter(str.isalpha, {*pieces}))
        rest = f" {' '.join(filterfalse(self.words.__contains__, pieces))} "
        self.rest = _TARGET.sub("]()", rest) if "](" in rest else rest

    @cached_property
    def _small_letters(self) -> str:
        """The words in small letters, with blanks between them."""
        return " ".join(self.words).lower()

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words in small letters."""
        return frozenset(self._small_letters.split(" "))

    @cached_property
    def small_rest(self) -> str:
        """The rest in small letters."""
        return self.rest.lower()

    def has_word(self, *among: str) -> bool:
        """Whether one of ``among``, in small letters, is a word of the text or ends one with other signs."""
        return any(word in self.small_words or f"{word} " in self.small_rest for word in among)

    def has_letters(self, *among: str) -> bool:
        """Whether one of ``among``, in small letters, stands in the text, in a word or elsewhere."""
        words = self._small_letters
        return any(letters in words or letters in self.small_rest for letters in among)
