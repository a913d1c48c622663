"""Tags of a head, one below the other."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from report_builder.publish.markup.html import element


def named(name: str, content: str, language: str | None = None) -> Markup:
    """Give ``<meta name>``; nothing without content. ``language`` is the content's, if not the page's."""
    return element("meta", name=name, content=content, lang=language) if content else Markup("")


def graph(name: str, content: str, language: str | None = None) -> Markup:
    """Give ``<meta property>``, as Open Graph has it, in the same way."""
    return element("meta", property=name, content=content, lang=language) if content else Markup("")


def linked(relation: str, href: str) -> Markup:
    """Give ``<link>``; nothing without an address."""
    return element("link", rel=relation, href=href) if href else Markup("")


def below(tags: Iterable[Markup]) -> Markup:
    """Give the tags that are there, each on a line of its own."""
    return Markup("").join(tag + "\n" for tag in tags if tag)


def data(node: dict[str, Any]) -> Markup:
    """Give JSON-LD in the vocabulary of schema.org; what is empty is left out."""
    stated = {"@context": "https://schema.org", **_stated(node)}
    text = json.dumps(stated, ensure_ascii=False, separators=(",", ":"))
    # The end of the element, and what begins a comment in it, cannot stand in a text like this.
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(f'<script type="application/ld+json">{safe}</script>')  # noqa: S704  made safe above


def _stated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: said for key, each in value.items() if (said := _stated(each)) not in (None, "", [], {})}
    return [_stated(each) for each in value] if isinstance(value, list) else value
