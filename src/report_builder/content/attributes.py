"""Attribute lists in braces: ``{#id .class key="value"}``, as pandoc and MyST write them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from report_builder.content.styling import INDEX_CLASSES, INDEX_KEYS, STYLE_CLASSES
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, hinted, in_turn, say
from report_builder.language.tags import named_alone
from report_builder.patterns import late
from report_builder.sources.characters import bare
from report_builder.sources.nearest import did_you_mean

# Possessive and bounded: hostile input must not make the search go back and forth.
_BRACES = late(r'\{((?:[^{}"]|"[^"]*"){0,2000}+)\}')
_ITEM = late(
    r'\s*+(?:([#.])([^\s{}"=#]++)(\s*+=\S*+)?|([A-Za-z][\w:-]*+)=(?:"([^"]*)"|([^\s{}"]++))'
    r'|([A-Za-z][\w-]*+)\s*+[=:]\s*+(?:"([^"]*)"|([^\s{}"=:#.][^\s{}"=:]*+(?!\s*+[=:]))|)|(\S++))'
)
_AUTHORED = frozenset(
    ("alt", "by", "caption", "class", "group", "id", "ids", "kind", "lang", "summary", "title", "width")
)
"""Keys that are meant as such however they are written: ``lang = en``, ``lang:en``, ``lang=``."""
_MARKS = {"id": "#", "class": "."}
_ID = late(r"[^\W_][\w:.-]*")


class Attributes(Struct, frozen=True):
    """One attribute list. ``stray`` holds what is no attribute.

    ``faulty`` has what is told, and its cure, of attributes that are meant and not written as they should be.
    """

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    stray: tuple[str, ...] = ()
    faulty: tuple[tuple[Message, Message], ...] = ()

    @property
    def plausible(self) -> bool:
        """True when this was meant as attributes: something is in it, and nothing else."""
        return not self.stray and bool(self.id or self.classes or self.values or self.faulty)


NO_ATTRIBUTES = Attributes()

ALLOW_HINT = say("content.allow-misplaced.hint")
"""Where ``{allow="…"}`` belongs, for those who put it elsewhere."""


def parse_attributes(body: str) -> Attributes:
    """Read what stands between the braces."""
    identifier, classes, values, stray = "", [], dict[str, str](), []
    faulty: list[tuple[Message, Message]] = []
    for match in _ITEM.finditer(body):
        mark, name, excess, key, quoted, unquoted, slipped, other, others, _ = match.groups()
        name, key, slipped = bare(name or ""), bare(key or ""), bare(slipped or "")
        written = match.group().strip()
        if excess:
            faulty.append(_misspelt(written, mark + name))
        elif slipped in _AUTHORED or (key == "lang" and quoted == ""):
            value = other or others or ""
            faulty.append(_misspelt(written, _assigned(slipped or key, value)))
            mark, name = _MARKS.get(slipped, ""), value
            key, unquoted = "" if mark else slipped or key, value
        if mark == "." and name:
            classes.append(name)
        elif mark and not identifier:
            identifier = name
        elif mark or key in values:
            told = say("content.attribute-twice", name=f"{key}=" if key else "#")
            faulty.append((told, say("content.delete-one")))
        elif key:
            values[key] = quoted if unquoted is None else unquoted
        else:
            stray.append(written)
    return Attributes(identifier, tuple(classes), values, tuple(stray), tuple(faulty))


def _misspelt(written: str, right: str) -> tuple[Message, Message]:
    if not right:  # which language it is, only its author knows
        return hinted("content.language-empty", written=written)
    return say("content.attribute-form", written=written), say("sources.write", text=right)


def _assigned(key: str, value: str) -> str:
    """Write an attribute as it should be, with a value to fill in where there is none; a language is left."""
    if key == "lang":
        return f"lang={value}" if value else ""
    if mark := _MARKS.get(key):
        return f"{mark}{value or '…'}"
    return f'{key}="{value or "…"}"'


def attributes_at(source: str, position: int) -> tuple[Attributes, int] | None:
    """Read the attribute list that begins at ``position``; None when those braces are plain text.

    Returns the attributes and the position after the closing brace.
    """
    match = _BRACES.match(source, position)
    if match is None:
        return None
    attributes = parse_attributes(match.group(1))
    return (attributes, match.end()) if attributes.plausible else None


def language_at(source: str, position: int) -> tuple[Attributes, int] | None:
    """Read braces at ``position`` that name a language and nothing else, as ``{en}``; None for any others."""
    match = _BRACES.match(source, position)
    if match is None or source.startswith("`", match.end()):
        return None
    attributes = with_language(parse_attributes(match.group(1)))
    return (attributes, match.end()) if attributes.values else None


def with_language(attributes: Attributes) -> Attributes:
    """Read the name of a language that stands alone as ``lang=``, and tell that it is written so."""
    if len(attributes.stray) != 1 or attributes.values or attributes.id or attributes.classes:
        return attributes
    (written,) = attributes.stray
    tag = named_alone(written)
    if not tag:
        return attributes
    return Attributes(values={"lang": tag}, faulty=(_misspelt(written, f"lang={tag}"),))


def split_trailing(content: str) -> tuple[str, Attributes]:
    """Take the attribute list off the end of a heading or a caption.

    One that stands right behind the last words' own bracket, as in ``[words]{lang=en}``, is theirs.
    """
    start = content.rfind("{") if content.endswith("}") else -1
    while start >= 0 and not content[:start].endswith("\\"):
        found = attributes_at(content, start) or language_at(content, start)
        if found is not None and found[1] == len(content):
            if _belongs_to_words(found[0], content[start - 1 : start]):
                break
            return content[:start].rstrip(), found[0]
        # The value of an attribute may have braces of its own.
        start = content.rfind("{", 0, start) if content.endswith('"}', start) else -1
    return content, NO_ATTRIBUTES


def together(one: Attributes, other: Attributes) -> Attributes:
    """Two attribute lists of the same thing as one; what both say is told as said twice."""
    if other is NO_ATTRIBUTES:
        return one
    twice = [f"{key}=" for key in one.values if key in other.values]
    twice += ["#"] if one.id and other.id else []
    told = [(say("content.attribute-twice", name=name), say("content.delete-one")) for name in twice]
    return Attributes(
        one.id or other.id,
        (*one.classes, *(name for name in other.classes if name not in one.classes)),
        {**other.values, **one.values},
        (*one.stray, *other.stray),
        (*one.faulty, *other.faulty, *told),
    )


def _belongs_to_words(attributes: Attributes, before: str) -> bool:
    if attributes.id:
        return False
    if before == "]":
        named = attributes.classes or attributes.values
        return (
            bool(named)
            and {*STYLE_CLASSES, *INDEX_CLASSES}.issuperset(attributes.classes)
            and {"lang", *INDEX_KEYS}.issuperset(attributes.values)
        )
    return before == ")" and attributes.classes == ("page",)


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
    for message, hint in attributes.faulty:
        diagnostics.error("RB-UNKNOWN-ATTRIBUTE", span, message, hint)
    for name in (*written, *attributes.stray):
        takes = say("content.takes-nothing", owner=owner)
        if known:
            takes = say("content.takes", owner=owner, attributes=in_turn(known))
        hint = ALLOW_HINT if name == "allow=" else did_you_mean(name, known) or takes
        message = say("content.unknown-attribute", owner=owner, name=name)
        diagnostics.error("RB-UNKNOWN-ATTRIBUTE", span, message, hint)
    if attributes.id and not _ID.fullmatch(attributes.id):
        diagnostics.error("RB-VALUE", span, *hinted("content.id-form", id=attributes.id))
