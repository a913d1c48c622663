"""Tells what could not be set: each faulty word at every place that it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from report_builder.diagnostics import Diagnostics
from report_builder.layout.compose.fonts import SOFT_HYPHEN
from report_builder.layout.compose.paragraph import Trouble
from report_builder.model.report import Publication

_STOPS = ".,"
"""What the cover and the colophon put behind a word of ``report.yaml``."""
_BLANKS = re.compile(r"[ \t\r\n]+")
"""What divides words; a no-break space does not."""
_SHOWN = 40
"""How many characters of a long word are shown."""


def tell_troubles(troubles: Iterable[Trouble], facts: Publication, diagnostics: Diagnostics) -> None:
    """Add a diagnostic for each word and place (RB-GLYPH, RB-LONG-WORD, RB-LONG-NUMBER).

    What has no place of its own is from ``facts``, or is a running head that says what is told elsewhere.
    """
    told: set[tuple[object, ...]] = set()
    known: set[str] = set()
    # Those without a place come last: then it is known what was told already.
    for trouble in sorted(troubles, key=lambda trouble: trouble.span is None):
        if trouble.span is not None:
            found = [trouble]
        else:
            found = list(_in_facts(trouble, facts))
            if not found and not known.issuperset(trouble.missing or (trouble.word,)):
                found = [trouble._replace(span=facts.span)]
        for one in found:
            known.update(one.missing or (one.word,))
            key = one.missing, one.word, one.span
            if key not in told:
                told.add(key)
                _tell(one, diagnostics)


def _in_facts(trouble: Trouble, facts: Publication) -> Iterator[Trouble]:
    """The trouble at each place of ``report.yaml`` that has it, with the word as it is written there."""
    for text, span in facts.places:
        for word in _BLANKS.split(text.replace(SOFT_HYPHEN, "")):
            if trouble.missing:
                missing = "".join(char for char in word if char in trouble.missing)
                if missing:
                    yield trouble._replace(missing=missing, word=word, span=span)
            elif word.strip(_STOPS) == trouble.word.strip(_STOPS):
                yield trouble._replace(word=word, span=span)


def _tell(trouble: Trouble, diagnostics: Diagnostics) -> None:
    if trouble.missing:
        faces = (trouble.look.face, *trouble.look.face.fallbacks)
        tried = ", ".join(face.name for face in faces)
        points = ", ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(trouble.missing))
        diagnostics.error(
            "RB-GLYPH",
            trouble.span,
            f"no font has {points} in '{trouble.word}' (tried {tried})",
            "write it in another way, or choose a theme with a font that has it",
        )
        return
    shown = " ".join(trouble.word.split())[:_SHOWN] + ("…" if len(trouble.word) > _SHOWN else "")
    if trouble.size:
        diagnostics.warn(
            "RB-LONG-NUMBER",
            trouble.span,
            f"the number '{shown}' is wider than its column and was set in {trouble.size:.1f} points",
            "write it shorter, such as 412,3 mill. in place of 412 300 000, or give it more room: "
            "fewer columns in the table, running text in place of the margin",
        )
        return
    is_address = "://" in trouble.word or trouble.word.startswith("www.")
    diagnostics.warn(
        "RB-LONG-WORD",
        trouble.span,
        f"'{shown}' is wider than its column and was broken to fit",
        "make words the link, and leave the address out of the text"
        if is_address
        else "write a shorter word, put a hyphen or a blank where it may be divided, or give it more room",
    )
