"""Addresses that stand in a text as they are: each becomes a link."""

from __future__ import annotations

from report_builder.content.addresses import addresses
from report_builder.content.chapter import Chapter
from report_builder.content.links import LinkError, external_target
from report_builder.content.text_positions import Place
from report_builder.language.message import hinted
from report_builder.model.inlines import Inline, Inlines, Link, Text


def linked(value: str, place: Place, offset: int, chapter: Chapter) -> Inlines:
    """Make links of the addresses in a text that begins at ``offset``; RB-BARE-LINK tells of each."""
    nodes: list[Inline] = []
    done = 0
    for address in addresses(value) if chapter.links_addresses else ():
        try:
            href = external_target(address.href)
        except LinkError:
            continue
        span = place.at(offset + address.start)
        if address.start > done:
            nodes.append(Text(value[done : address.start], place.at(offset + done)))
        shown = value[address.start : address.end]
        nodes.append(Link(href, (Text(shown, span),), span))
        done = address.end
        chapter.shared.diagnostics.note("RB-BARE-LINK", span, *hinted("content.bare-link", address=shown))
    if done < len(value):
        nodes.append(Text(value[done:], place.at(offset + done)))
    return tuple(nodes)
