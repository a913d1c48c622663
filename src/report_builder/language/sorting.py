"""The order of the alphabet: what is sorted in a report stands as its language has it.

That of Northern Sámi is the Common Locale Data Repository's (collation/se.xml). Lule and Southern Sámi and
Kven have none there: they are sorted as Norwegian is, with their own letters where its root has them.
"""

from __future__ import annotations

import unicodedata

# Signs that stand behind z, in the order in which they follow each other.
_BEHIND_Z = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"}
_NORWEGIAN = ("nb", "nn", "no", "da", "smj", "sma", "fkv")
_BEHIND = ("\ue000", "\ue001", "\ue002")
"""With these a letter stands behind all words that go on otherwise, one behind the other: đ behind dz."""


def _behind(**letters: str) -> dict[int, str]:
    """Give each of ``letters`` its place behind the one that they are named by."""
    return {
        ord(one): like + sign
        for like, own in letters.items()
        for one, sign in zip(own, _BEHIND, strict=False)
    }


_OWN_LETTERS = _behind(d="đ", n="ŋ", t="ŧ")
"""Letters of their own, which have no accent to leave out."""
_ALIKE = str.maketrans("ðńñþœȧãőõôǫ", "đŋŋŧøåäöööö")
"""What Northern Sámi takes for the same as a letter of its own, or of its neighbours."""
_NORTHERN_SAMI = {
    **_behind(a="á", c="čʒǯ", d="đ", g="ǧǥ", k="ǩ", n="ŋ", s="š", t="ŧ", z="ž"),
    **{ord(letter): sign for letter, sign in zip("øæåäö", "{|}~\u007f", strict=True)},
}


def sort_key(text: str, language: str) -> str:
    """A text that sorts as ``text`` does in ``language``: letter case and accents count for nothing.

    In Norwegian æ, ø and å stand behind z, and a double a is an å ("Aasen" stands after "Ødegård"). In
    Northern Sámi á, č, đ, ŋ, š, ŧ and ž are letters behind those that they are like.
    """
    folded = unicodedata.normalize("NFC", text.casefold())
    primary = language.partition("-")[0]
    if primary == "se":
        folded = folded.translate(_ALIKE).translate(_NORTHERN_SAMI)
    if primary in _NORWEGIAN:
        folded = folded.replace("aa", "å")
        folded = folded.translate({ord(letter): sign for letter, sign in _BEHIND_Z.items()})
    folded = folded.replace("ø", "o").replace("æ", "ae").replace("ß", "ss")
    folded = folded.translate(_OWN_LETTERS)
    plain = unicodedata.normalize("NFD", folded)
    return "".join(char for char in plain if not unicodedata.combining(char))
