"""What leads a reader nowhere: paths of one's own machine, links that were lost in the paste."""

from __future__ import annotations

import re

from report_builder.content.pasted.glance import Glance
from report_builder.content.pasted.prose import MASK, Prose
from report_builder.content.pasted.scan import CODE
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted, say
from report_builder.patterns import late

_TARGET = late(
    r"(?<=\]\()(?:<[^<>\n]{0,1000}>|[^()\s]{0,1000}(?:\([^()\s]*\)[^()\s]*)*)(?=(?:\s+\"[^\"\n]{0,1000}\")?\))"
)
# A picture's name may have blanks; its other words are text.
_PICTURE = late(r"(!\[[^\[\]\n]{0,1000}\]\()([^()\n\"]{0,300})(?=(?:\s+\"[^\"\n]{0,1000}\")?\))")
_WEB = late(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PART = r"[^\s\\/:*?\"<>|()\[\]«»“”,;]"
# Folders may have blanks in their names: what stands before another backslash is one of them.
_FOLDERS = r"(?:[^\\/:*?\"<>|()\[\]«»“”,;\n]{0,60}\\)*"
_PATH = late(
    rf"(?<![\w\\])\\\\{_PART}+\\{_FOLDERS}{_PART}*"  # \\server\share
    rf"|(?<![\w:/])[A-Za-z]:\\{_FOLDERS}{_PART}*"  # C:\Users
    rf"|(?<![\w:/])[A-Za-z]:/(?!/){_PART}+/{_PART}*(?:/{_PART}*)*"
    rf"|(?<!\w)file:/+{_PART}*(?:[/\\:|]{_PART}*)*"
    rf"|(?<![\w/.])/(?:Users|home)/{_PART}+/{_PART}*(?:/{_PART}*)*",
    re.IGNORECASE,
)
_COLON = late(r":/(?!/)")

_NOUN = r"(?:denne\s+)?(?:lenk(?:en|a|ja)|linken)"
_BELOW = r"(?:under|nedenfor|nedanfor|over|ovenfor)"
_POINTS = late(
    rf"(?<![\w«“\"‘'])(?:(?:klikk|trykk)\s+(?:her|på\s+{_NOUN})"
    rf"|følg\s+{_NOUN}|(?:se|sjå)\s+lenk(?:e|en|je|ja|a|er|ene|jer|jene)\s+{_BELOW}"
    r"|les\s+(?:mer|meir)\s+her"
    r"|(?:click|tap|press)\s+(?:here|on\s+(?:the|this)\s+link|(?:the|this)\s+link)"
    r"|follow\s+(?:the|this)\s+link|see\s+(?:the\s+)?link\s+(?:below|above)|read\s+more\s+here)(?!\w)",
    re.IGNORECASE,
)
_SENTENCE_END = late(r"[.!?](?=\s)")
_LINK = late(r"\]\(|\]\[|https?://|www\.|\S@\S|<\w", re.IGNORECASE)
_LINK_WORDS = late(r"!?\[[^\[\]]*\](?=[\[(])")
_SHOWN = 60
_BESIDE = 400  # letters on either side in which a sentence's link is looked for


def tell_paths(prose: Prose, diagnostics: Diagnostics) -> None:
    """RB-PRIVATE-PATH for a file or folder of one's own machine or network in running text.

    One between backticks is meant, and the target of a link or a picture has an error of its own.
    """
    text = prose.text
    if not _may_be_path(text):
        return
    text = _PICTURE.sub(lambda match: match[1] + MASK * len(match[2]), text)
    for pattern in (CODE, _TARGET, _WEB):
        text = pattern.sub(lambda match: MASK * len(match[0]), text)
    for path in _PATH.finditer(text):
        whole = path[0].rstrip(".")
        shown = whole[:_SHOWN]
        message = say("content.private-path", path=shown)
        if "\\" in shown:
            message = say("content.private-path-lossy", path=shown)
        hint = say("content.private-path.hint", path=whole)
        diagnostics.warn("RB-PRIVATE-PATH", prose.at(path.start()), message, hint)


def tell_lost_links(prose: Prose, following: str, diagnostics: Diagnostics) -> None:
    """RB-LOST-LINK for words such as "klikk her" with no link beside them.

    ``following`` is what comes next, where the link may stand too.
    """
    text = prose.text
    for pattern in (CODE, _LINK_WORDS):
        text = pattern.sub(lambda match: MASK * len(match[0]), text)
    for words in _POINTS.finditer(text):
        before = _SENTENCE_END.split(text[max(0, words.start() - _BESIDE) : words.start()])[-1]
        after = _SENTENCE_END.split(text[words.end() : words.end() + _BESIDE])
        beside = before + after[0]
        if len(after) == 1 and words.end() + _BESIDE >= len(text):
            beside += following[:_BESIDE]
        if _LINK.search(beside):
            continue
        diagnostics.warn(
            "RB-LOST-LINK",
            prose.at(words.start()),
            *hinted("content.lost-link", words=" ".join(words[0].split())),
        )


def _may_be_path(text: str) -> bool:
    """Tell whether ``text`` has what each form of ``_PATH`` needs, without a look at every character."""
    if "\\" in text:
        return True
    if "/" not in text:
        return False
    small = text.lower()
    return "file:" in small or "/users/" in small or "/home/" in small or _COLON.search(text) is not None


def may_point(seen: Glance) -> bool:
    """Tell whether a text has the words that each form of ``_POINTS`` needs."""
    if seen.has_letters("lenk", "link", "klikk", "trykk", "click"):
        return True
    return seen.has_word("les", "read", "tap", "press") and seen.has_letters("her")
