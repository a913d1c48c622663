"""Attributes whose value is a whole number."""

from __future__ import annotations

from report_builder.content.chapter import Chapter
from report_builder.content.token_tree import Node
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import say
from report_builder.patterns import late

_WHOLE = late(r"[-\u2212]?[0-9]{1,100}")


def whole_number(
    node: Node, chapter: Chapter, span: SourceSpan, key: str, otherwise: int, least: int, most: int
) -> int:
    """The whole number of an attribute, ``otherwise`` where there is none; RB-VALUE for what is none."""
    written = node.attributes.values.get(key)
    if written is None:
        return otherwise
    value = _WHOLE.fullmatch(written.strip())
    number = int(value[0].replace("\u2212", "-")) if value else otherwise
    near = max(least, min(most, number))
    if value is None or near != number:
        told = say("content.number-from-to", name=key, value=written, least=least, most=most)
        chapter.error("RB-VALUE", span, told, say("sources.write", text=f"{key}={near}"))
    return near
