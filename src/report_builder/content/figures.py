"""Figures: an image alone in its paragraph, with its text alternative and caption."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.token import Token
from msgspec import Struct

from report_builder.content.attributes import Attributes, check_attributes
from report_builder.content.chapter import Chapter
from report_builder.content.images import load_image, placed
from report_builder.content.inlines import read_attribute, read_inlines
from report_builder.content.passages import in_its_language
from report_builder.content.pasted.alternatives import tell_weak_alt
from report_builder.content.token_tree import Node
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.model.blocks import Block, Figure
from report_builder.model.inlines import Inlines
from report_builder.patterns import late


class _Taken(Struct, frozen=True):
    """The attributes that an image takes, and what it is called."""

    owner: Message
    classes: tuple[str, ...]
    keys: tuple[str, ...]


_ALONE = _Taken(say("content.a-figure"), ("wide", "decorative"), ("width", "lang", "credit", "crop"))
_OF_GROUP = _Taken(say("content.a-figure-of-group"), (), ("credit", "crop"))
_PERCENT = late(r"(\d{1,3}(?:\.\d+)?)\s*%")


def read_figure(node: Node, chapter: Chapter) -> Iterable[Block]:
    """Read a figure. RB-ALT-MISSING unless it has a text alternative or is marked decorative."""
    if node.tokens is None:
        return ()
    token, span = node.tokens[0], chapter.span(node)
    return in_its_language(node.attributes, chapter, node, span, lambda: _figure(node, token, chapter, span))


def read_part(node: Node, chapter: Chapter) -> Iterable[Figure]:
    """Read an image of a group, which has its size and its place from that."""
    if node.tokens is None:
        return ()
    return _figure(node, node.tokens[0], chapter, chapter.span(node))


def _figure(node: Node, token: Token, chapter: Chapter, span: SourceSpan) -> Iterable[Figure]:
    shared = chapter.shared
    taken = _OF_GROUP if node.number else _ALONE
    check_attributes(
        node.attributes, shared.diagnostics, span, taken.owner, classes=taken.classes, keys=taken.keys
    )
    identifier = chapter.named_id(node, token.meta["caption"])
    path, pictures = token.meta["path"], shared.words("scaffold.pictures")
    shown = token.content.strip()
    said = read_inlines(shown, chapter.place(node, shown), chapter)
    alt = chapter.plain(said, span)
    caption_source = token.meta["caption"]
    caption = chapter.explained(read_inlines(caption_source, chapter.place(node, caption_source), chapter))
    credit = read_credit(node, chapter, span)
    decorative = "decorative" in node.attributes.classes and "decorative" in taken.classes
    if decorative and (alt or caption):
        chapter.error("RB-VALUE", span, *hinted("content.decorative"))
    elif not decorative and not alt:
        chapter.error(
            "RB-ALT-MISSING",
            span,
            *hinted("content.image-without-alt", path=path, name=placed(path, pictures)),
        )
    elif not decorative:
        tell_weak_alt(alt, path, span, shared.diagnostics)
    width = _width(node.attributes, chapter, span)
    image = load_image(path, shared.files, shared.images, shared.diagnostics, span, pictures)
    if image is not None:
        if "crop" in node.attributes.values:
            from report_builder.content.crops import read_crop  # few reports have one

            image = read_crop(image, node, chapter)
        wide = "wide" in node.attributes.classes
        alternative = None if decorative else alt
        yield Figure(
            identifier,
            node.label,
            caption,
            image,
            alternative,
            width,
            wide,
            span,
            chapter.in_pieces(said),
            credit,
            node.number,
        )


def read_credit(node: Node, chapter: Chapter, span: SourceSpan) -> Inlines:
    """Read who made a picture. RB-EMPTY where the attribute says nothing."""
    credit = read_attribute(node, chapter, "credit")
    if "credit" in node.attributes.values and not credit:
        chapter.error("RB-EMPTY", span, *hinted("content.credit-empty"))
    return credit


def _width(attributes: Attributes, chapter: Chapter, span: SourceSpan) -> float:
    written = attributes.values.get("width")
    if written is None:
        return 1.0
    match = _PERCENT.fullmatch(written)
    share = float(match.group(1)) / 100 if match else 0.0
    if not 0 < share <= 1:
        chapter.error("RB-VALUE", span, *hinted("content.width", width=written))
        return 1.0
    return share
