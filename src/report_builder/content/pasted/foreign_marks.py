"""What LaTeX, Pandoc and a word processor write for themselves, and print would show as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from report_builder.content.pasted.prose import Prose, indented_code, mask_of
from report_builder.content.pasted.scan import CODE, has_one_of
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from report_builder.patterns import late

_CODE = "RB-LEFT-MARKUP"
_SHOWN = 40
_ERRORS = ("Feil!", "Error!", "Fejl!", "Fel!", "Fehler!")
"""How a field of a word processor begins to say, in its own language, that it points to nothing."""
_SIGNS = (*_ERRORS, "\\", "{-}", "[TOC]", "[toc]")
_NO_PROSE = late(
    rf"{CODE.pattern}|\$(?=[^\s$])(?:[^$\\]|\\.){{1,1000}}?(?<=\S)\$(?!\d)|\]\([^()\s]*\)|<[^<>\s]+>|https?://\S+"
    r"|(?<!\w)[A-Za-z]:\\\S+|(?<!\S)\\\\\w\S*"
)
_FIELD = late(
    r"\b(?:Error|Feil|Fejl|Fel|Fehler)!\s(?:Reference\ssource|Bookmark\snot|Hyperlink\sreference"
    r"|No\stext\sof\sspecified|Unknown\sdocument\sproperty|Fant\sikke\sreferansekilde|Fann\sikkje\sreferansekjeld"
    r"|Bokmerke\w*\ser\sikk|Hyper\w+\ser\sugyldig|Det\ser\singen\stekst\smed|Henvisningskilde\sikke"
    r"|Hittar\sinte\sreferensk|Verweisquelle\skonnte|Textmarke\snicht)[^.!?\n]*[.!?]?"
)
_HEADING = late(r"#{1,6}[ \t][^\n]*?[ \t](\{-\})[ \t]*\Z")
_TOC = late(r"\[(?:TOC|toc)\]\Z")
_BEFORE = r"(?<![\\\w:/.])"
_WITHIN = r"(?<![\\:/.])"
"""What stands before no path: a note goes on from a word."""
_KINDS: Sequence[tuple[str, re.Pattern[str]]] = (
    (
        "content.foreign-break.hint",
        late(rf"{_BEFORE}\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?![A-Za-z\\])"),
    ),
    (
        "content.foreign-contents.hint",
        late(rf"{_BEFORE}\\(?:tableofcontents|listoffigures|listoftables)(?![A-Za-z\\])"),
    ),
    (
        "content.foreign-display.hint",
        late(r"(?<!\\)\\begin\{(?:equation|align|gather|multline|eqnarray|displaymath|math)\*?\}"),
    ),
    (
        "content.foreign-reference.hint",
        late(rf"{_WITHIN}\\(?:eq|page|auto|name|[cCv])?ref\*?\{{[^{{}}\n]*\}}"),
    ),
    (
        "content.foreign-citation.hint",
        late(rf"{_WITHIN}\\[A-Za-z]*[cC]ite[a-z]*\*?(?:\[[^\[\]\n]*\]){{0,2}}\{{[^{{}}\n]*\}}"),
    ),
    ("content.foreign-footnote.hint", late(rf"{_WITHIN}\\footnote(?:text|mark)?\{{")),
    (
        "content.foreign-style.hint",
        late(rf"{_WITHIN}\\(?:textbf|textit|textsl|texttt|textsc|emph|underline)\{{[^{{}}\n]*\}}"),
    ),
    (
        "content.foreign-command.hint",
        late(
            rf"{_WITHIN}\\(?!begin\{{)[A-Za-z]{{2,}}\*?(?:\[[^\[\]\n]*\])?\{{|(?<!\\)\\begin\{{|\A\\[a-z]{{3,}}\Z"
        ),
    ),
    (
        "content.foreign-calculation.hint",
        late(r"(?<!\\)\\[(\[]\s*\w{1,3}(?:\s*[+*<>·]\s*\w{1,3})+\s*\\[)\]]"),
    ),
)


def tell_foreign_marks(read: Sequence[Sequence[Prose]], text: str, diagnostics: Diagnostics) -> None:
    """RB-LEFT-MARKUP for the commands, fields and marks of other programs in the paragraphs of ``text``.

    Of each kind, a paragraph has its first one told.
    """
    if not has_one_of(text, _SIGNS):
        return
    paragraphs = list(chain.from_iterable(read))
    code = frozenset(map(id, indented_code(paragraphs)))
    for one in paragraphs:
        if id(one) not in code and has_one_of(one.text, _SIGNS):
            _tell_one(one, diagnostics)


def _tell_one(one: Prose, diagnostics: Diagnostics) -> None:
    text = _NO_PROSE.sub(mask_of, one.text)
    if found := _FIELD.search(text):
        _tell("content.foreign-field.hint", one, found, diagnostics)
    if found := _HEADING.match(text):
        fix = one.lines[0].fix(found.start(1), found.end(1), "{.unnumbered}")
        message = say("content.foreign-mark", written=found[1])
        hint = say("content.foreign-unnumbered.hint")
        diagnostics.warn(_CODE, one.at(found.start(1)), message, hint, (fix,))
    if found := _TOC.match(text):
        _tell("content.foreign-contents.hint", one, found, diagnostics)
    taken: set[int] = set()
    for kind, pattern in _KINDS if "\\" in text else ():
        found = next((match for match in pattern.finditer(text) if match.start() not in taken), None)
        taken |= {match.start() for match in pattern.finditer(text)}
        # What stands in a formula that has been told of is a part of it.
        if found and not (kind == "content.foreign-command.hint" and _has_display(text)):
            _tell(kind, one, found, diagnostics)


def _has_display(text: str) -> bool:
    return any(kind == "content.foreign-display.hint" and pattern.search(text) for kind, pattern in _KINDS)


def _tell(cure: str, one: Prose, found: re.Match[str], diagnostics: Diagnostics) -> None:
    written = found[0].replace("\n", " ")[:_SHOWN]
    message = say("content.foreign-mark", written=written)
    diagnostics.warn(_CODE, one.at(found.start()), message, say(cure))
