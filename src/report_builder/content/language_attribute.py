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

_NORWEGIAN = ("nb", "nn")
_CURLY = tuple("“”„‟«»‘’‚")


class _Named(Struct, frozen=True):
    """The language that holds, empty for that of what is around, and what is told under ``code``.

    It is ``unclear`` where nobody can say which language was meant.
    """

    tag: str
    code: str = ""
    told: tuple[Message, Message] | None = None
    unclear: bool = False


def tag_of(attributes: Attributes) -> str:
    """The language that ``lang=`` names; empty where there is none, or one that nobody knows."""
    return _named(attributes.values.get("lang", "")).tag


def is_unclear(attributes: Attributes) -> bool:
    """True for a ``lang=`` of which nobody can say which language was meant."""
    return _named(attributes.values.get("lang", "")).unclear


def tell_tag(attributes: Attributes, diagnostics: Diagnostics, span: SourceSpan, seems: str = "") -> None:
    """RB-LANG-TAG for one that no screen reader can follow, as it is not registered or says too little.

    What is published has the language that is meant, or else that of what is around. ``seems`` is the one
    that the words surely are in, for a tag that does not say.
    """
    named_language(attributes.values.get("lang", ""), diagnostics, span, seems)


def named_language(written: str, diagnostics: Diagnostics, span: SourceSpan, seems: str = "") -> str:
    """The language that a tag names, wherever it is written, and what :func:`tell_tag` tells of it."""
    named = _named(written)
    if not named.told:
        return named.tag
    message, cure = named.told
    if named.unclear and seems:
        cure = _cure(seems)
        if named.code == "RB-LANG-TAG" and is_macro_norwegian(written) and seems not in _NORWEGIAN:
            message = say("content.language-passage", found=seems, language=written)
    if named.code == "RB-VALUE":
        diagnostics.error(named.code, span, message, cure)
    else:
        diagnostics.warn(named.code, span, message, cure)
    return named.tag


@lru_cache(maxsize=256)
def _named(written: str) -> _Named:
    if not written or written in COMMON:
        return _Named(written)
    if written.startswith(_CURLY):
        return _Named("")  # RB-CURLY-SYNTAX tells of it
    if not WELL_FORMED.fullmatch(written):
        meant = meant_by(written)
        told = (say("content.language-tag", tag=written), _cure(meant))
        return _Named("", "RB-VALUE", told, not meant or is_macro_norwegian(meant))
    if is_macro_norwegian(written):
        told = hinted("content.language-norwegian", tag=written)
        return _Named(canonical(written), "RB-LANG-TAG", told, unclear=True)
    found = unregistered(written)
    if found is None:
        return _Named(canonical(written))
    said = {"part": found.part, "tag": written}
    if not found.meant:
        return _Named("", "RB-LANG-TAG", hinted("content.language-unregistered", **said), unclear=True)
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
