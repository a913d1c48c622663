"""Attribute lists in braces: ``{#id .class key="value"}``, as pandoc and MyST write them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, hinted, in_turn, say
from report_builder.language.tags import COMMON, canonical, is_macro_norwegian, unregistered
from report_builder.patterns import late
from report_builder.sources.characters import bare
from report_builder.sources.nearest import did_you_mean

# Possessive and bounded: hostile input must not make the search go back and forth.
_BRACES = late(r'\{((?:[^{}"]|"[^"]*"){0,2000}+)\}')
_ITEM = late(r'\s*+(?:([#.])([^\s{}"=#]++)|([A-Za-z][\w:-]*+)=(?:"([^"]*)"|([^\s{}"]++))|(\S++))')
_ID = late(r"[^\W_][\w:.-]*")


class Attributes(Struct, frozen=True):
    """One attribute list. ``stray`` holds what is no attribute, or stands a second time."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    stray: tuple[str, ...] = ()

    @property
    def plausible(self) -> bool:
        """True when this was meant as attributes: something is in it, and nothing else."""
        return not self.stray and bool(self.id or self.classes or self.values)


NO_ATTRIBUTES = Attributes()

ALLOW_HINT = say("content.allow-misplaced.hint")
"""Where ``{allow="…"}`` belongs, for those who put it elsewhere."""


def parse_attributes(body: str) -> Attributes:
    """Read what stands between the braces."""
    identifier, classes, values, stray = "", [], {}, []
    for match in _ITEM.finditer(body):
        mark, name, key, quoted, unquoted, word = match.groups()
        name, key = bare(name or ""), bare(key or "")
        if word or (key and key in values) or (mark == "#" and identifier):
            stray.append(match.group().strip())
        elif mark == "#":
            identifier = name
        elif mark == ".":
            classes.append(name)
        else:
            values[key] = unquoted if quoted is None else quoted
    return Attributes(identifier, tuple(classes), values, tuple(stray))


def attributes_at(source: str, position: int) -> tuple[Attributes, int] | None:
    """Read the attribute list that begins at ``position``; None when those braces are plain text.

    Returns the attributes and the position after the closing brace.
    """
    match = _BRACES.match(source, position)
    if match is None:
        return None
    attributes = parse_attributes(match.group(1))
    return (attributes, match.end()) if attributes.plausible else None


def split_trailing(content: str) -> tuple[str, Attributes]:
    """Take the attribute list off the end of a heading or a caption.

    One that stands right behind the last words' own bracket, as in ``[words]{lang=en}``, is theirs.
    """
    start = content.rfind("{") if content.endswith("}") else -1
    if start < 0 or content[:start].endswith("\\"):
        return content, NO_ATTRIBUTES
    found = attributes_at(content, start)
    if found is None or found[1] != len(content) or _belongs_to_words(found[0], content[start - 1 : start]):
        return content, NO_ATTRIBUTES
    return content[:start].rstrip(), found[0]


def _belongs_to_words(attributes: Attributes, before: str) -> bool:
    if attributes.id:
        return False
    if before == "]":
        return not attributes.classes and set(attributes.values) == {"lang"}
    return before == ")" and attributes.classes == ("page",)


def tag_of(attributes: Attributes) -> str:
    """The language that ``lang=`` names, told to nobody if it is faulty; empty where there is none."""
    written = attributes.values.get("lang", "")
    if not _LANGUAGE.fullmatch(written) or written.lower() == "no":
        return ""
    return written if written in COMMON else canonical(written)


_CURLY = tuple("“”„‟«»‘’‚")
_LANGUAGE = late(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def language_tag(attributes: Attributes, diagnostics: Diagnostics, span: SourceSpan) -> str:
    """The language that ``lang=`` names, as the standard writes it; empty where there is none."""
    language = attributes.values.get("lang", "")
    if language.startswith(_CURLY):
        return ""  # RB-CURLY-SYNTAX tells of it
    if language and (not _LANGUAGE.fullmatch(language) or language.lower() == "no"):
        diagnostics.error("RB-VALUE", span, *hinted("content.language-tag", tag=language))
        return ""
    if language and language not in COMMON:
        _tell_tag(language, diagnostics, span)
        return canonical(language)
    return language


def _tell_tag(tag: str, diagnostics: Diagnostics, span: SourceSpan) -> None:
    """RB-LANG-TAG for a tag that no screen reader can follow, as it is not registered or says too little."""
    if is_macro_norwegian(tag):
        diagnostics.warn("RB-LANG-TAG", span, *hinted("content.language-norwegian", tag=tag))
    elif found := unregistered(tag):
        message = say("content.language-unregistered", part=found.part, tag=tag)
        hint = say("content.language-unregistered.hint")
        if found.meant:
            hint = say("content.language-meant.hint", meant=found.meant)
        diagnostics.warn("RB-LANG-TAG", span, message, hint)


def check_attributes(
    attributes: Attributes,
    diagnostics: Diagnostics,
    span: SourceSpan,
    owner: Message,
    *,
    takes_id: bool = True,
    classes: tuple[str, ...] = (),
    keys: tuple[str, ...] = (),
) -> None:
    """RB-UNKNOWN-ATTRIBUTE for everything that ``owner``, "a figure", does not take."""
    known = (*(("#id",) if takes_id else ()), *(f".{name}" for name in classes), *(f"{key}=" for key in keys))
    written = [f".{name}" for name in attributes.classes if name not in classes]
    written += [f"{key}=" for key in attributes.values if key not in keys]
    if attributes.id and not takes_id:
        written.append(f"#{attributes.id}")
    for name in (*written, *attributes.stray):
        takes = say("content.takes-nothing", owner=owner)
        if known:
            takes = say("content.takes", owner=owner, attributes=in_turn(known))
        hint = ALLOW_HINT if name == "allow=" else did_you_mean(name, known) or takes
        message = say("content.unknown-attribute", owner=owner, name=name)
        diagnostics.error("RB-UNKNOWN-ATTRIBUTE", span, message, hint)
    if attributes.id and not _ID.fullmatch(attributes.id):
        diagnostics.error("RB-VALUE", span, *hinted("content.id-form", id=attributes.id))
