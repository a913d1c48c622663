"""Small images in a line of text, with their text alternative."""

from __future__ import annotations

from markdown_it.token import Token

from report_builder.content.attributes import NO_ATTRIBUTES, Attributes, check_attributes
from report_builder.content.chapter import Chapter
from report_builder.content.images import load_image, placed
from report_builder.content.pasted.alternatives import tell_weak_alt
from report_builder.content.text_positions import Place
from report_builder.language.message import hinted, say
from report_builder.model.inlines import InlineImage, Inlines


def read_inline_image(token: Token, said: Inlines, place: Place, chapter: Chapter) -> InlineImage | None:
    """An image in a line, which has no caption; RB-ALT-MISSING unless it has a text or is decorative.

    ``said`` is that text.
    """
    shared = chapter.shared
    span = place.at(token.meta.get("at", 0))
    attributes: Attributes = token.meta.get("attributes", NO_ATTRIBUTES)
    owner = say("content.an-image-in-text")
    check_attributes(attributes, shared.diagnostics, span, owner, takes_id=False, classes=("decorative",))
    path, pictures = token.meta["path"], shared.words("scaffold.pictures")
    if token.meta["alone"]:
        chapter.error("RB-UNSUPPORTED", span, *hinted("content.image-in-line"))
    elif token.meta["caption"]:
        chapter.error("RB-UNSUPPORTED", span, *hinted("content.image-in-text"))
    alt = chapter.plain(said, span)
    decorative = "decorative" in attributes.classes
    if decorative and alt:
        chapter.error("RB-VALUE", span, *hinted("content.decorative"))
    elif not decorative and not alt:
        name = placed(path, pictures)
        chapter.error("RB-ALT-MISSING", span, *hinted("content.image-without-alt", path=path, name=name))
    elif not decorative:
        tell_weak_alt(alt, path, span, shared.diagnostics)
    image = load_image(path, shared.files, shared.images, shared.diagnostics, span, pictures)
    if image is None:
        return None
    return InlineImage(image, None if decorative else alt, chapter.in_pieces(said), span)
