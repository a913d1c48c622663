"""Quotes and dashes that are foreign to the language of a passage."""

from __future__ import annotations

from report_builder.content.pasted.prose import Prose, passages
from report_builder.content.pasted.quotes import QUOTES, tell_quotes
from report_builder.content.pasted.tongue import other_language
from report_builder.diagnostics import Diagnostics, Fix
from report_builder.language.catalogue import rule
from report_builder.language.message import say
from report_builder.patterns import late

_DASH = late(
    r"(?<=[^\W\d_])[ \u00a0]+(-{1,3})[ \u00a0]+(?=[^\W\d_«“])|(?<=\w)[ \u00a0]*(—)[ \u00a0]*(?=[\w«])"
)
_SUSPECT = (*QUOTES, "—")
_HYPHEN = late(r"[ \u00a0]-{1,3}[ \u00a0]")


def tell_foreign_signs(prose: Prose, language: str, diagnostics: Diagnostics) -> None:
    """RB-QUOTES and RB-DASH for a paragraph in ``language``."""
    suspect = any(sign in prose.text for sign in _SUSPECT)
    hyphen = "- " in prose.text or "-\u00a0" in prose.text
    if not suspect and not (hyphen and _HYPHEN.search(prose.text)):
        return
    for start, text, own in passages(prose.text, language):
        tell_quotes(prose, start, text, own, diagnostics)
        _tell_dashes(prose, start, text, own, diagnostics)


def _tell_dashes(prose: Prose, start: int, text: str, language: str, diagnostics: Diagnostics) -> None:
    foreign = rule("rule.foreign-dashes", language) or ""
    found = [dash for dash in _DASH.finditer(text) if (dash[1] or dash[2])[0] in foreign] if foreign else []
    other = other_language(text, language) if found else ""
    for dash in found:
        group = 1 if dash[1] else 2
        said = {"dash": dash[group], "language": language}
        message, hint = say("content.foreign-dash", **said), say("content.foreign-dash.hint")
        line, within = prose.locate(start + dash.start())
        fixes: tuple[Fix, ...] = (line.fix(within, within + len(dash[0]), " – "),)
        if other:
            message = say("content.foreign-dash-other", other=other, **said)
            hint, fixes = say("content.foreign-dash-other.hint", other=other), ()
        diagnostics.warn("RB-DASH", prose.at(start + dash.start(group)), message, hint, fixes)
