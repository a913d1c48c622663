"""``lang=``: which language it names, and what is told of one that names none."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from report_builder.content.attributes import Attributes
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.language.tags import (
    COMMON,
    WELL_FORMED,
    canonical,
    is_macro_norwegian,
    meant_by,
    unregistered,
)

_CURLY = tuple("“”„‟«»‘’‚")


class _Named(Struct, frozen=True):
    """The language that holds, empty for that of what is around, and what is told under ``code``."""

    tag: str
    code: str = ""
    told: tuple[Message, Message] | None = None


def tag_of(attributes: Attributes) -> str:
    """The language that ``lang=`` names; empty where there is none, or one that nobody knows."""
    return _named(attributes.values.get("lang", "")).tag


def language_tag(attributes: Attributes, diagnostics: Diagnostics, span: SourceSpan) -> str:
    """The language that ``lang=`` names, as the standard writes it; empty where there is none.

    RB-LANG-TAG for one that no screen reader can follow, as it is not registered or says too little: what
    is published has the language that is meant, or else that of what is around.
    """
    return named_language(attributes.values.get("lang", ""), diagnostics, span)


def named_language(written: str, diagnostics: Diagnostics, span: SourceSpan) -> str:
    """The language that a tag names, wherever it is written; else as :func:`language_tag`."""
    named = _named(written)
    if named.told and named.code == "RB-VALUE":
        diagnostics.error(named.code, span, *named.told)
    elif named.told:
        diagnostics.warn(named.code, span, *named.told)
    return named.tag


@lru_cache(maxsize=256)
def _named(written: str) -> _Named:
    if not written or written in COMMON:
        return _Named(written)
    if written.startswith(_CURLY):
        return _Named("")  # RB-CURLY-SYNTAX tells of it
    if not WELL_FORMED.fullmatch(written):
        return _Named("", "RB-VALUE", (say("content.language-tag", tag=written), _cure(meant_by(written))))
    if is_macro_norwegian(written):
        return _Named(canonical(written), "RB-LANG-TAG", hinted("content.language-norwegian", tag=written))
    found = unregistered(written)
    if found is None:
        return _Named(canonical(written))
    said = {"part": found.part, "tag": written}
    if not found.meant:
        return _Named("", "RB-LANG-TAG", hinted("content.language-unregistered", **said))
    message = say("content.language-unregistered-read", read=found.meant, **said)
    return _Named(found.meant, "RB-LANG-TAG", (message, _cure(found.meant)))


def _cure(meant: str) -> Message:
    if not meant:
        return say("content.language-tag.hint")
    if is_macro_norwegian(meant):
        return say("content.language-norwegian.hint")
    return say("content.language-meant.hint", meant=meant)


def spoken(written: str, around: str) -> str:
    """The language, without its region, that ``lang=`` names; ``around`` where it names none."""
    return _named(written.strip('"')).tag.partition("-")[0] or around
