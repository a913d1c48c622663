"""The words of a text that say what it is about, cut to their stems.

Two forms of one word (møtene, møter; målet, mål; goals, goal) need only become alike, and stems are compared
with those of a few findings that have the same value; so a list of endings does, for all three languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from report_builder.patterns import late

_WORD = late(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDINGS = (
    "hetene|heiter|heita|heten|heter|heit|het|ingene|ingane|ingar|inger|ingen|inga|ings|ing|elsene|elser|elsen"
    "|else|erne|arne|enes|anes|ene|ane|ande|ende|ere|are|est|ast|er|ar|en|et|te|de|ed|es|ly|a|e|s|t"
)
_CUT = late(rf"(?<=\w\w\w)(?:{_ENDINGS})$")
_LEAST_COMPOUND = 4
"""How many letters a stem has that counts as a part of a longer one: grupp in toppledergrupp."""

_NORWEGIAN = (
    "av at bare ble blei blir blitt blitte bli både da dag de dei deg del den denne der dere dersom "
    "deira deres desse det dets dette di din disse du dykk då eg ein eit eitt ei eller elles en ene enn "
    "er ett et etter for før fra frå få får fått fekk fikk gjennom ha hadde han hans har hatt heile "
    "hele helt her hennar hennes ho hos hun hva hvem hver hvert hvilke hvor hvordan hvorfor hvis i "
    "ifølge ikke ikkje ingen inn innan innen ja jeg kan kor korleis kva kvar kven kunne kom lag la man "
    "mange med meir meire mellom men mens mer mest mi min mindre mot mye mykje må måtte nesten no noe "
    "noen nok noko nokon nokre nå når og også om omtrent opp oss over på rundt rett same samme seg selv "
    "si sin sine sitt sjølv skal skulle slik so som sto står så til tilsvarande tilsvarende tross ut "
    "uten utan under ved vi vil ville vår våre vårt vart var være vere vore vært år året åra enda "
    "hvilken dessuten altså prosent prosentpoeng pst andel andelen andelar andeler delen tal tallet "
    "talet antall tall alt alle begge sier seier sa svarte svarar svarer svar mener meiner mente meinte "
    "synes synest tror trur oppgir oppgav oppgjev ifølgje viser syner viste figur tabell enig enige "
    "einig einige a "
)
_ENGLISH = (
    "about after all also an and any are as be been before being both but by can could did do does each "
    "from had has have he his how if in into is it its just more most much near nearly not now of off "
    "on one only or other our out per percent cent percentage points point said say says she some such "
    "than that the their them then there these they this those through to too up us very was we were "
    "what when where which while who whole will with would you your become became total share number "
    "figure table agree agreed agrees think thinks feel report reported "
)
_STOP = frozenset(f"{_NORWEGIAN} {_ENGLISH}".split())
"""Words that say nothing about what is counted."""


def words_of(text: str) -> list[str]:
    """The words of ``text`` in lower case, without numbers."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """``word``, in lower case, without its ending."""
    return _CUT.sub("", word)


def stems(text: str) -> frozenset[str]:
    """The stems of the words of ``text`` that say what it is about."""
    return frozenset(stem(part) for word in set(words_of(text)) - _STOP for part in _parts(word))


def _parts(word: str) -> Iterable[str]:
    """A word, and the words that hyphens join in it."""
    return {word, *filter(None, word.split("-"))} if "-" in word else (word,)


def near(wanted: str, found: frozenset[str]) -> float:
    """How surely the stem ``wanted`` is among ``found``: 1, less as a part of a compound, 0."""
    if wanted in found:
        return 1.0
    if len(wanted) < _LEAST_COMPOUND:
        return 0.5 if any(other.startswith(wanted) for other in found) else 0.0
    for other in found:
        short, long = (wanted, other) if len(wanted) < len(other) else (other, wanted)
        if len(short) >= _LEAST_COMPOUND and (long.startswith(short) or long.endswith(short)):
            return 0.8
    return 0.0
