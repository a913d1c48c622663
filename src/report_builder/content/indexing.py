"""What marks words for the index: ``[words]{.index}`` and ``[words]{index="Entry!below it"}``."""

from __future__ import annotations

import re
from collections.abc import Callable

from report_builder.content.attributes import Attributes
from report_builder.content.chapter import Chapter
from report_builder.content.ids import slug
from report_builder.content.index_marks import IndexMark, Path
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted, say
from report_builder.model.inlines import Indexed, Inlines, in_language, plain_text, without_links

_LEVELS = 2
_ENTRY, _BELOW = re.compile(r"(?<!\\);"), re.compile(r"(?<!\\)!")
_LITERAL = re.compile(r"\\([!;])")


def indexed(
    attributes: Attributes,
    children: Inlines,
    span: SourceSpan,
    chapter: Chapter,
    terms: Callable[[str], Inlines],
) -> Inlines:
    """Give ``children`` as words that the index leads to; ``terms`` reads what an attribute says.

    RB-EMPTY where there are no words, or no entry; RB-VALUE for what does not go together.
    """
    values, classes = attributes.values, attributes.classes
    if not plain_text(children).strip():
        chapter.error("RB-EMPTY", span, *hinted("content.index-wordless"))
        return children
    paths: list[Path] = [] if "index" not in classes else [(without_links(children),)]
    if "index" in values:
        paths += _paths(values["index"], "index", span, chapter, terms)
    elif not paths:
        written = next((f".{name}" for name in classes if name in ("begin", "end")), "")
        written = written or next(f"{key}=" for key in ("see", "see-also") if key in values)
        chapter.error("RB-VALUE", span, *hinted("content.index-alone", written=written))
        return children
    if "begin" in classes and "end" in classes:
        chapter.error("RB-VALUE", span, *hinted("content.index-begin-and-end"))
    see, also = (_paths(values.get(key, ""), key, span, chapter, terms) for key in ("see", "see-also"))
    if not paths:
        return children
    identifier = chapter.shared.ids.make(f"index-{slug(plain_text(paths[0][-1])) or 'x'}")
    mark = IndexMark(span, tuple(paths), "begin" in classes, "end" in classes, tuple(see), tuple(also))
    chapter.shared.index_marks[identifier] = mark
    return (Indexed(identifier, children, span),)


def _paths(
    value: str, key: str, span: SourceSpan, chapter: Chapter, terms: Callable[[str], Inlines]
) -> list[Path]:
    """The entries that an attribute names, each with the one above it."""
    found = []
    for entry in _ENTRY.split(value) if value else ():
        parts = [_LITERAL.sub(r"\1", part.strip()) for part in _BELOW.split(entry)]
        if not all(parts):
            told = say("content.index-nothing", written=f'{key}="{value}"')
            chapter.error("RB-EMPTY", span, told, say("content.index-nothing.hint"))
        elif len(parts) > _LEVELS:
            chapter.error("RB-VALUE", span, *hinted("content.index-deep", entry=entry.strip()))
        else:
            own, around = chapter.language, chapter.shared.language
            found.append(tuple(in_language(without_links(terms(part)), own, around, span) for part in parts))
    if key == "index" and not value:
        told = say("content.index-nothing", written=f'{key}="{value}"')
        chapter.error("RB-EMPTY", span, told, say("content.index-nothing.hint"))
    return found
