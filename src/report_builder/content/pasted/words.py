"""Words that say nothing: alternative texts like "bilde", links called "her"."""

from __future__ import annotations

import re

from report_builder.language.word_lists import any_word
from report_builder.patterns import late

_FILE_NAMES = r"alt|img|dsc|dscn"
_ALT = late(
    lambda: (
        rf"(?:{any_word('rule.articles')} )?(?:{any_word('rule.picture-kinds')}|{_FILE_NAMES})"
        r"[\s_.-]*\d*[.:]?"
    ),
    re.IGNORECASE,
)
_FILE = late(r"[^/\\]{1,200}\.(?:png|jpe?g|gif|svg|tiff?|webp|bmp|heic|pdf|eps|emf|wmf)", re.IGNORECASE)
_CAMERA = late(r"(?:IMG|DSC|DSCN|DCIM|PXL|P|Skjermbilde|Screenshot)[\s_-]*[\d\s_.\-kl]+", re.IGNORECASE)

_LINK = late(
    lambda: (
        rf"(?:{any_word('rule.link-verbs')}(?:\s+|$))?"
        rf"(?:{any_word('rule.link-places')}(?:\s+{any_word('rule.here')})?)?\s*[.:!→>»]*"
    ),
    re.IGNORECASE,
)


def says_nothing(alternative: str, path: str) -> bool:
    """Tell whether a text alternative is a mere name of its kind, or that of the file."""
    text = " ".join(alternative.split())
    stem = path.rpartition("/")[2].rpartition(".")[0]
    named = text.casefold() in {stem.casefold(), path.casefold()}
    # A name of one word may say what is shown; one with digits or marks is a file's.
    by_file = named and (not stem.isalpha() or len(stem) < 4)
    return bool(by_file or _ALT.fullmatch(text) or _FILE.fullmatch(text) or _CAMERA.fullmatch(text))


def leads_nowhere(words: str) -> bool:
    """Tell whether the words of a link say nothing of where it leads."""
    text = " ".join(words.split())
    return bool(text) and _LINK.fullmatch(text) is not None
