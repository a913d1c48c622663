"""Inline rules beside CommonMark's own, in markdown-it's form.

They add attributes, spans, roles, footnote references and images with their raw captions, and they
turn what is not supported into tokens that say so, so that nothing disappears.
"""

from __future__ import annotations

import re

from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkDestination, parseLinkLabel
from markdown_it.rules_inline import StateInline, link

from report_builder.content.attributes import attributes_at, language_at
from report_builder.content.spoken import FACT
from report_builder.language.message import Message, hinted, say
from report_builder.patterns import late
from report_builder.sources.characters import bare

_ROLE = late(r"\{([A-Za-z][\w:-]*)\}(`+)(?!`)(.+?)(?<!`)\2(?!`)", re.DOTALL)
_TEMPLATE = late(r"\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\}|\{#\s.{0,1000}?#\}|\{\{|\{%", re.DOTALL)
_FOOTNOTE = late(r"\[\^([^\]\s\[]+)\]")
_TITLE = late(r"""\s+(?:"((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)')""", re.DOTALL)
_END = late(r"\s*\)")
_ATTRIBUTES = late(r"^\{[^{}\n]*\}")
# The name of a picture as people give it, which CommonMark wants between < and >.
_PART = r"(?:[^\s()<>\"']|\([^\s()<>\"']{0,50}\)){1,200}"
_ENDING = r"(?<=\.png|\.jpg|jpeg|\.svg|\.gif|\.tif|tiff|webp|avif|\.bmp)"
_BLANKS_IN_PATH = late(rf"(?:{_PART}[ \u00a0]){{1,20}}{_PART}{_ENDING}(?=[\s)])", re.IGNORECASE)
_MARKUP = late(
    r"<!--(?:.{0,2000}?-->)?|<!\[CDATA\[(?:.{0,2000}?\]\]>)?|<![A-Za-z][^<>]{0,1000}>"
    r"|<\?(?:.{0,2000}?\?>)?|<%(?:.{0,2000}?%>)?"
    r"|</?[A-Za-z][A-Za-z0-9.:-]*(?:\s[^<>]{0,1000})?/?>"
    # An attribute may have what looks like a tag.
    r"|<[A-Za-z][A-Za-z0-9.:-]*\s(?:[^<>\"']|\"[^\"]{0,300}+\"|'[^']{0,300}+'){1,300}+/?>",
    re.DOTALL,
)
_UNSUPPORTED = ((late(r"\^\[[^\]\n]{0,500}\]"), say("content.note-inline"), say("content.note-inline.hint")),)
_TAKES_ATTRIBUTES = ("link_close", "image", "formula")


def fact(state: StateInline, silent: bool) -> bool:
    """``{report.title}``: a fact, in the words that the environment has for it."""
    match = FACT.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "{" else None
    if match is None:
        return False
    if not silent:
        token = state.push("fact", "", 0)
        token.info, token.content = match[1], state.env.get("facts", {}).get(match[1], "")
    state.pos = match.end()
    return True


def braces(state: StateInline, silent: bool) -> bool:
    """``{role}`text` ``, template marks, and attributes behind a link or an image."""
    start = state.pos
    if state.src[start] != "{":
        return False
    if role := _ROLE.match(state.src, start, state.posMax):
        if not silent:
            token = state.push("role", "", 0)
            token.info, token.content = role.group(1), bare(role.group(3)).strip()
        state.pos = role.end()
        return True
    if template := _TEMPLATE.match(state.src, start, state.posMax):
        if not silent:
            state.push("markup", "", 0).content = template.group()
        state.pos = template.end()
        return True
    found = attributes_at(state.src, start)
    if found is None or found[1] > state.posMax:
        return False
    attributes, end = found
    if not silent:
        owner = None if state.pending or not state.tokens else state.tokens[-1]
        if owner is not None and owner.type in _TAKES_ATTRIBUTES and "attributes" not in owner.meta:
            owner.meta["attributes"] = attributes
        else:
            state.push("misplaced_attributes", "", 0).content = state.src[start:end]
    state.pos = end
    return True


def span(state: StateInline, silent: bool) -> bool:
    """``[words]{lang=en}``."""
    start, end = state.pos, state.posMax
    # Who looks for the end of a link's text asks silently, and takes a token that begins with a bracket for a
    # link, which cannot stand there. A span can: its brackets are passed one by one, as they are balanced.
    if silent or state.src[start] != "[" or state.src.find("]{", start, end) < 0:
        return False
    close = parseLinkLabel(state, start)
    if close < 0 or not state.src.startswith("{", close + 1):
        return False
    found = attributes_at(state.src, close + 1) or language_at(state.src, close + 1)
    if found is None or found[1] > end:
        return False
    token = state.push("span_open", "", 1)
    token.meta |= {"attributes": found[0], "language_at": max(state.src.find("lang", close), 0)}
    state.pos, state.posMax = start + 1, close
    state.md.inline.tokenize(state)
    state.push("span_close", "", -1)
    state.pos, state.posMax = found[1], end
    return True


def link_or_bracket(state: StateInline, silent: bool) -> bool:
    """A link; where no bracket closes any more, the search for its end is spared."""
    if state.src[state.pos] != "[" or state.src.find("]", state.pos, state.posMax) < 0:
        return False
    return link(state, silent)


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """``[^label]``, whether or not the note is written somewhere."""
    match = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("footnote_reference", "", 0).info = match.group(1)
    state.pos = match.end()
    return True


def image(state: StateInline, silent: bool) -> bool:
    """``![alt](path "caption")``. The caption is kept as written, for it may hold Markdown."""
    start = state.pos
    if not state.src.startswith("![", start):
        return False
    close = parseLinkLabel(state, start + 1)
    if close < 0:
        return False
    alt = state.src[start + 2 : close]
    after = close + 1
    if state.src.startswith("(", after):
        return _inline_image(state, silent, alt, after + 1)
    by_reference = re.compile(r"\[([^\]]*)\]").match(state.src, after)
    label = normalizeReference(by_reference.group(1) if by_reference and by_reference.group(1) else alt)
    defined = state.env.get("references", {}).get(label)
    if defined is None:
        return False
    end = by_reference.end() if by_reference else after
    if not silent:
        _push_image(state, alt, bare(defined["href"]), defined["title"].strip(), end)
        state.env.setdefault("used_labels", set()).add(label)
    state.pos = end
    return True


def _push_image(state: StateInline, alt: str, path: str, caption: str, end: int) -> None:
    token = state.push("image", "", 0)
    token.content = alt
    token.meta |= {"path": path, "caption": caption, "alone": _has_line_alone(state, end)}


def _inline_image(state: StateInline, silent: bool, alt: str, position: int) -> bool:
    while position < state.posMax and state.src[position] in " \t\n":
        position += 1
    if blanks := _BLANKS_IN_PATH.match(state.src, position, state.posMax):
        path, end = blanks.group(), blanks.end()
    else:
        destination = parseLinkDestination(state.src, position, state.posMax)
        path, end = (destination.str, destination.pos) if destination.ok else ("", position)
    title = _TITLE.match(state.src, end, state.posMax)
    closing = _END.match(state.src, title.end() if title else end, state.posMax)
    if closing is None:
        return _unsupported(state, silent, position, *hinted("content.image-form"))
    if not silent:
        _push_image(state, alt, bare(path), _raw_title(title), closing.end())
    state.pos = closing.end()
    return True


def _has_line_alone(state: StateInline, end: int) -> bool:
    """Whether an image is all that stands in its line of a longer text."""
    line = state.src.rfind("\n", 0, state.pos) + 1
    below = state.src.find("\n", end)
    behind = _ATTRIBUTES.sub("", state.src[end : below if below >= 0 else None], 1)
    return "\n" in state.src and not state.src[line : state.pos].strip() and not behind.strip()


def _raw_title(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    if match.group(1) is not None:
        return match.group(1).replace('\\"', '"').strip()
    return match.group(2).replace("\\'", "'").strip()


def markup(state: StateInline, silent: bool) -> bool:
    """HTML tags, comments, JSX elements and the like."""
    if state.src[state.pos] != "<":
        return False
    match = _MARKUP.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("markup", "", 0).content = match.group()
    state.pos = match.end()
    return True


def broken_link(state: StateInline, silent: bool) -> bool:
    """``](`` outside of any link: one was meant, and would print as stray marks."""
    if silent or not state.src.startswith("](", state.pos):
        return False
    return _unsupported(state, silent, state.pos + 2, *hinted("content.link-form"))


def unsupported(state: StateInline, silent: bool) -> bool:
    """Constructs of other Markdown dialects that would print as stray marks."""
    if state.src[state.pos] != "^":
        return False
    for pattern, message, hint in _UNSUPPORTED:
        if match := pattern.match(state.src, state.pos, state.posMax):
            return _unsupported(state, silent, match.end(), message, hint)
    return False


def _unsupported(state: StateInline, silent: bool, end: int, message: Message, hint: Message) -> bool:
    if not silent:
        token = state.push("unsupported", "", 0)
        token.content = state.src[state.pos : end]
        token.meta.update(message=message, hint=hint)
    state.pos = end
    return True
