"""Paragraphs, pictures and words in another language or script than that around them, which nothing says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from re import Pattern

from msgspec import Struct

from report_builder.content.pasted.prose import Prose, passages
from report_builder.content.pasted.quoted import without_quoted
from report_builder.content.pasted.scan import HEADING
from report_builder.content.pasted.tongue import LEAST, LEAST_OF_STATED, is_known, language_of
from report_builder.content.token_tree import CAPTION
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, one_of, say
from report_builder.language.writing import SCRIPTS, has_script, has_scripts
from report_builder.patterns import late

_PICTURE = late(r"!\[([^\]\n]*)\]\([^()\s\"]*(?:[ \t\n]+\"([^\"]*)\")?")
_LEAST_WORDS = 4
"""So many words of another script are no name; shorter titles and letters of formulas are left."""
_LEAST_SIGNS = 8
_SHOWN = 60
_JOINERS = "\u200c\u200d"
# A sentence or a cell; in front of a capital a stop ends one.
_SENTENCE = late(r"(?:[^.!?:|…]|[.!?:…](?!\s+[\"“«*_(\[]*[^\W\d_a-zæøåäöüß]))+[.!?:…]?")


class _Script(Struct, frozen=True):
    """Letters, the language that has them, or the languages of which each is known by some of them.

    ``letters`` are ranges, the lowest first; ``languages`` are those that can be written in them. Words or,
    where these are not ``divided``, signs are told from the number ``least`` on.
    """

    letters: str
    languages: str
    language: str = ""
    known_by: tuple[tuple[str, str], ...] = ()
    divided: bool = True
    least: int = _LEAST_WORDS


_CYRILLIC = (
    "ru|uk|be|bg|mk|sr|bs|sh|cnr|kk|ky|mn|tg|tt|ba|cv|os|ab|ce|av|az|uz|tk|mo|ro|cu|rue|sah|udm|kv|chm|mhr|"
    "mrj|kbd|ady|inh|lez|dar|kum|krc|nog|alt|tyv|kjh|bua|xal|myv|mdf|ug|ku|sjd|rom"
)
_LATIN = (
    "af|br|ca|co|cs|cy|eo|et|eu|fo|fy|ga|gd|gl|hr|ht|hu|id|is|kl|la|lb|li|lt|lv|mg|mi|ms|mt|oc|pl|pt|rm|rw|"
    "sc|sk|sl|sma|smj|smn|sms|so|sq|sw|tl|tr|vi|wo|xh|yo|zu"
)
"""Languages that are written in the letters of this program's, beside those of which it knows small words."""
_SCRIPTS = (
    _Script("\u0370-\u03ff\u1f00-\u1fff", "el|grc", "el"),
    _Script("\u0400-\u052f", _CYRILLIC, "", (("uk", "іїєґІЇЄҐ"), ("sr", "ђћџљњјЂЋЏЉЊЈ"), ("ru", "ыэёЫЭЁ"))),
    _Script("\u0530-\u058f", "hy|hyw|xcl", "hy"),
    _Script("\u10a0-\u10ff\u1c90-\u1cbf", "ka|xmf|lzz|sva", "ka"),
    _Script("\uac00-\ud7a3", "ko", "ko"),
    _Script(
        "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff",
        "zh|ja|ko|vi|yue|wuu|nan|hak|gan|hsn|cdo|cmn|lzh|ryu",
        "zh",
        (("ja", "".join(map(chr, range(0x3040, 0x3100)))),),
        divided=False,
        least=_LEAST_SIGNS,
    ),
)
"""Scripts that a font of the theme is enough for; of others an error is told."""
_SHAPED = {
    "hebrew": ("he|yi|lad|jpr|arc|hbo", "he", (("yi", "װױײ"),)),
    "arabic": (
        (
            "ar|arz|apc|ajp|acm|ary|arb|aeb|fa|prs|tg|ur|ps|pbt|pus|ckb|ku|sdh|sd|ug|pa|pnb|lah|skr|ks|bal|brh|"
            "az|azb|ms|zlm|ha|kk|ky|uz|tk|lrc|mzn|glk|bqi|haz|rhg|khw|so|sw|dv|jv|su|ace|mly"
        ),
        "",
        (("ur", "ٹڈڑں"), ("ps", "ښڅډړۍ"), ("ckb", "ێڵ"), ("fa", "پچژگکی"), ("ar", "ةىأإ")),
    ),
    "devanagari": (
        "hi|mr|ne|sa|bho|mai|mag|kok|doi|brx|awh|awa|new|ks|sd|taj|gbm|hne|bgc|raj|sat|pi",
        "",
        (),
    ),
    "tamil": ("ta", "ta", ()),
    "thai": ("th|tts|nod|sou|pi|kxm|mnw", "th", ()),
    "ethiopic": ("am|ti|tig|gez|byn|sgw|har|om|so|gur|xan", "", (("ti", "ቐቑቒቓቔቕቖ"),)),
}
"""By their names those that are shaped, with what :class:`_Script` has: no word of them is heard unmarked."""


def scripts_of(rare: Collection[str]) -> Sequence[Pattern[str]]:
    """The passages to look for in a text that has the characters ``rare``; most have no other script."""
    if not rare:
        return ()
    joined, last = "".join(rare), max(rare)
    # Before it is looked for: its letters take long to compile.
    possible = [*_SCRIPTS] if len(rare) >= _LEAST_WORDS else []
    if has_script(joined) and has_scripts():
        possible += _shaped()
    return [
        _run(script)
        for script in possible
        if script.letters[0] <= last
        and len(_letters(script).findall(joined)) >= min(script.least, _LEAST_WORDS)
    ]


def may_be_name(words: str) -> bool:
    """Whether a passage in such a script may be a name, which stands also where none can be marked."""
    return has_script(words) and len(words.split()) < _LEAST_WORDS


@cache
def _shaped() -> Sequence[_Script]:
    return [
        _Script(f"{script.ranges}{_JOINERS}", *_SHAPED[script.name], least=1)
        for script in SCRIPTS
        if script.name in _SHAPED
    ]


def tell_scripts(prose: Prose, language: str, runs: Sequence[Pattern[str]], diagnostics: Diagnostics) -> None:
    """RB-LANG-MISSING for words in another script than that of the language that they are said to be in."""
    for start, text, own in passages(prose.text, language):
        for run in runs:
            for found in run.finditer(text):
                script = next(script for script in _all() if _letters(script).match(found[0]))
                if _is_never_in(own, script):
                    _tell_script(prose, start + found.start(), found[0], script, own, diagnostics)


def _is_never_in(language: str, script: _Script) -> bool:
    """Whether a language is known to be written in other letters; one that is not known is left."""
    if language in script.languages.split("|"):
        return False
    others = (one for one in _all() if one is not script and language in one.languages.split("|"))
    return is_known(language) or language in _LATIN.split("|") or any(others)


def _tell_script(
    prose: Prose, at: int, words: str, script: _Script, language: str, diagnostics: Diagnostics
) -> None:
    tag = next((tag for tag, known_by in script.known_by if set(known_by) & set(words)), script.language)
    one_line = " ".join(words.split())
    shown = (
        one_line
        if len(one_line) <= _SHOWN
        else f"{one_line[:_SHOWN].rpartition(' ')[0] or one_line[:_SHOWN]} …"
    )
    message = say("content.language-script", words=shown, language=language)
    hint = say("sources.write", text=f"[{shown}]{{lang={tag}}}")
    if not tag:
        hint = say("content.language-script.hint", written=f"[{shown}]{{lang=…}}")
    diagnostics.warn("RB-LANG-MISSING", prose.at(at), message, hint)


def tell_paragraph(prose: Prose, language: str, diagnostics: Diagnostics, *, is_stated: bool) -> None:
    """RB-LANG-MISSING for a paragraph, a sentence in it, or a text of a picture, plainly in another language.

    Where its language ``is_stated``, a short one is told where that is.
    """
    first = prose.lines[0]
    if ">" in first.prefix or first.body.startswith((":::", "{allow=")):
        return
    if picture := _PICTURE.match(prose.text):
        for group in (1, 2):
            if picture[group]:
                tell_label(prose, picture.start(group), picture[group], language, diagnostics)
        return
    text = next(passages(prose.text, language))[1]
    least = LEAST_OF_STATED if is_stated else LEAST
    heading = HEADING.match(text)
    caption = CAPTION.match(text)
    begin = heading.start(2) if heading else caption.end() if caption else 0
    if found := language_of(text[begin:], language, least):
        if begin:
            _tell_words(prose, begin, found, language, diagnostics)
            return
        written = {"written": f"[…]{{lang={found[0]}}}", "around": f"::: passage {{lang={found[0]}}}"}
        _tell(prose, 0, found, language, say("content.language-passage.hint", **written), diagnostics)
        return
    for sentence in _SENTENCE.finditer(without_quoted(text), begin):
        if found := language_of(sentence[0], language, least):
            at = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
            _tell_words(prose, at, found, language, diagnostics)


def _tell_words(prose: Prose, at: int, found: Sequence[str], language: str, diagnostics: Diagnostics) -> None:
    hint = say("content.language-words.hint", written=f"[…]{{lang={found[0]}}}")
    _tell(prose, at, found, language, hint, diagnostics)


def _tell(
    prose: Prose, at: int, found: Sequence[str], language: str, hint: Message, diagnostics: Diagnostics
) -> None:
    message = say("content.language-passage", found=one_of(found), language=language)
    diagnostics.warn("RB-LANG-MISSING", prose.at(at), message, hint)


def tell_label(prose: Prose, at: int, text: str, language: str, diagnostics: Diagnostics) -> None:
    """RB-LANG-MISSING for a text of a picture or a block at ``at`` that is plainly in another language."""
    if found := language_of(next(passages(text, language))[1], language):
        hint = say("content.language-label.hint", written=f"{{lang={found[0]}}}")
        _tell(prose, at, found, language, hint, diagnostics)


def _all() -> Iterator[_Script]:
    """Every script, those that few texts have behind the others."""
    yield from _SCRIPTS
    yield from _shaped()


@cache
def _letters(script: _Script) -> Pattern[str]:
    return late(f"[{script.letters}]")


@cache
def _run(script: _Script) -> Pattern[str]:
    """What finds a passage in a script: words or signs of it with nothing but blanks and stops between."""
    between = r"[\s\d\u0300-\u036f.,;:!?·()«»“”„‘’'\"–—、。「」-]"
    if not script.divided:
        return late(rf"[{script.letters}](?:{between}*[{script.letters}]){{{script.least - 1},}}")
    word = rf"[{script.letters}]{{2,}}"
    short = rf"(?:{between}+[{script.letters}])?"
    return late(rf"(?:[{script.letters}]{between}+)?{word}(?:{short}{between}+{word}){{{script.least - 1},}}")
