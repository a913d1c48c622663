"""Elements of HTML and SVG: everything that is not markup already is escaped."""

from __future__ import annotations

from markupsafe import Markup, escape

from report_builder.check.html_elements import VOID
from report_builder.language.writing import is_leftward
from report_builder.patterns import late

INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "bdi",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
    )
)
"""Elements that stand in a line: the text around them runs on."""
_SHAPES = frozenset(("line", "path", "rect", "use"))
_SCHEMES = ("https:", "http:", "mailto:", "tel:")
CONTENT = "content"
"""The class of what is text, for those who show a page for reading alone and know of no other sign."""
_MISTAKEN = late(
    "(?i)-ad-|ai2html|banner|breadcrumbs|com-|combx|comment|community|contact|disqus|extra|footer|gdpr|header|hidden|"
    "legends|masthead|media|menu|meta|outbrain|pager|pagination|popup|promo|related|remark|replies|rss|scroll|share|"
    "shopping|shoutbox|sidebar|skyscraper|social|sponsor|supplemental|tags|widget"
)
"""Ids by which they take something for what stands around the text: that of "Related work", say."""
_OTHERS = late(r'( lang="[^"]*")(?! dir=)(?=[^<]*>)')
_DRAWN = late(r"<svg(?! direction=)(?= )")
CASED = frozenset(("viewBox", "preserveAspectRatio"))
"""Attributes of SVG that have capitals."""


def element(name: str, /, *content: str, **attributes: str | int | bool | None) -> Markup:
    """Give the element ``name``; a plain ``str`` in its content is text, a ``Markup`` stands as it is.

    In names of attributes a low line is a hyphen, and one at the end is left out: ``class_``, ``aria_label``.
    An attribute that is None or False is left out, one that is True has no value. ``name`` and the names of
    attributes come from this program, never from a report. What has an id that says something else to readers
    of pages is said to be text, see :data:`CONTENT`.
    """
    if _MISTAKEN.search(str(attributes.get("id") or "")):
        attributes["class_"] = words(str(attributes.get("class_") or ""), CONTENT)
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if (language := attributes.get("lang")) and is_leftward(str(language)):
        content = tuple(map(_rightward, content))
    if name in _SHAPES:
        return Markup(f"<{name}{written}/>")  # noqa: S704  names are ours, values are escaped
    start = Markup(f"<{name}{written}>")  # noqa: S704  as above
    if name in VOID:
        assert not content, name
        return start
    return start + Markup("").join(content) + Markup(f"</{name}>")  # noqa: S704  as above


def in_language(written: Markup, language: str) -> Markup:
    """Say of the elements in ``written``, one below the other, that they are in ``language``.

    One that says a language of itself already keeps it.
    """
    start, _, _ = written.partition(">")
    if not start.startswith("<") or " lang=" in start:
        return written
    name = start.split(" ", 1)[0]
    rest = _rightward(written[len(name) :]) if is_leftward(language) else written[len(name) :]
    return name + Markup(_attribute("lang", language)) + rest  # noqa: S704  ours, as above


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key if key in CASED else key.removesuffix("_").replace("_", "-")
    turned = ' dir="rtl"' if name == "lang" and is_leftward(str(value)) else ""
    return f" {name}" if value is True else f' {name}="{escape(value)}"{turned}'


def _rightward(content: str) -> str:
    """Content of an element that runs from right to left: what is in other languages in it does not.

    Nor does what is drawn, whose labels say it themselves where they do.
    """
    if not isinstance(content, Markup):
        return content
    turned = str(content)
    if " lang=" in turned:
        turned = _OTHERS.sub(r'\1 dir="ltr"', turned)
    if "<svg " in turned:
        turned = _DRAWN.sub('<svg direction="ltr"', turned)
    return Markup(turned)  # noqa: S704  as it was, with attributes of ours


def link_out(href: str, *content: str) -> Markup:
    """Give a link to another site; for an address that is none, its words alone.

    The reader of the content refuses all other schemes; a page must not depend on that alone.
    """
    return element("a", *content, href=href) if href.startswith(_SCHEMES) else Markup("").join(content)


def words(*parts: str) -> Markup:
    """Give the parts that are not empty, with a blank between each two, escaped where they are text."""
    return Markup(" ").join(part for part in parts if part)


def lines(*parts: str) -> Markup:
    """Give the parts below each other."""
    return Markup("\n").join(part for part in parts if part)
