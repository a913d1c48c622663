"""The key of a source, and the name of a fact, in marks that nothing reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from report_builder.content.chapter import Shared
from report_builder.content.pasted.prose import MASK
from report_builder.content.pasted.scan import CODE, Line, has_one_of
from report_builder.language.message import say
from report_builder.patterns import late

if TYPE_CHECKING:
    from report_builder.content.literature.sources import Sources

_CODE = "RB-LEFT-MARKUP"
_SHOWN = 40
_SIGNS = ("[", "{", "$report")
_SOURCE = late(r"(?<![\\\w\]!\[])\[(@?)([ \t]*)([^\W_][\w:./+-]*)(@?)((?:, [^\[\]\n]+)?)\](?![\[({:\]])")
_NAME = late(r"(?<![\\\w{}\]$)*`])\{([a-z]+(?:\.[a-z]+)?)\}(?![`}])")
_BLANK = late(r"(?<![\\{])\{report[ \t:_-]+([a-z]+(?:\.[a-z]+)?)\}(?!\})")
_UNCLOSED = late(r"(?<![\\{])\{report\.([a-z]+(?:\.[a-z]+)?)(?![\w.-]*[ \t]*\})")
_VARIABLE = late(r"(?<![\\\w$])\$report\.([a-z]+(?:\.[a-z]+)?)\$")
_BRACES = late(r"\{(?:report|[a-z]+(?:\.[a-z]+)?\}(?![`}]))")
_FACTS = (_NAME, _BLANK, _UNCLOSED, _VARIABLE)


def may_have_names(text: str, shared: Shared) -> bool:
    """Whether a chapter has something that may be told, which takes longer to find out: few have."""
    in_brackets = shared.sources is not None and "[" in text
    return in_brackets or "$report" in text or ("{" in text and _BRACES.search(text) is not None)


def tell_names(lines: Sequence[Line], shared: Shared) -> None:
    """RB-LEFT-MARKUP, with a fix, for sources and facts of the report in marks that print would show."""
    for line in lines:
        if not has_one_of(line.body, _SIGNS):
            continue
        text = CODE.sub(_masked, line.body) if "`" in line.body else line.body
        if "[" in text and shared.sources is not None:
            _tell_sources(line, text, shared.sources, shared)
        for pattern in _FACTS:
            for found in pattern.finditer(text):
                if shared.facts.get(f"report.{found[1]}"):
                    _tell(line, found, "content.left-fact", f"{{report.{found[1]}}}", shared)


def _tell_sources(line: Line, text: str, sources: Sources, shared: Shared) -> None:
    for found in _SOURCE.finditer(text):
        before, blank, key, behind, rest = found.groups()
        is_right = before and not blank and not behind
        if not is_right and key in sources.items and not key.isdigit():
            _tell(line, found, "content.left-citation", f"[@{key}{rest}]", shared)


def _tell(line: Line, found: re.Match[str], key: str, right: str, shared: Shared) -> None:
    message = say(key, written=found[0][:_SHOWN])
    fix = line.fix(found.start(), found.end(), right)
    shared.diagnostics.warn(_CODE, line.at(found.start()), message, say("sources.write", text=right), (fix,))


def _masked(code: re.Match[str]) -> str:
    """Code without its words, as long as it was: its marks tell that a role stands before it."""
    return f"`{MASK * (len(code[0]) - 2)}`"
