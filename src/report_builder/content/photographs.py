"""Photographs that fill a sheet: the keys by which a YAML file names one, and the block of a spread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from msgspec import Struct

from report_builder.content.chapter import Chapter
from report_builder.content.inlines import read_attribute
from report_builder.content.pasted.alternatives import tell_weak_alt
from report_builder.content.token_tree import Node
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.catalogue import catalogue
from report_builder.language.message import hinted, say
from report_builder.model.blocks import Block
from report_builder.model.image_files import Image
from report_builder.model.pictures import FOCUS, MIDDLE, Photograph, PhotographPlace, focus_of
from report_builder.patterns import late
from report_builder.sources.files import SourceFiles
from report_builder.sources.schema import Key, Located

_WHOLE_FOCUS = late(FOCUS)


class PhotographKeys(Struct, frozen=True):
    """Keys of a photograph, with their place."""

    span: SourceSpan
    file: Annotated[Located[str], Key("key.cover.image.file", example="bilder/forside.jpg")]
    crop: Annotated[Located[str] | None, Key("key.image.crop", example="10% 0 20% 0")] = None
    focus: Annotated[str, Key("key.cover.image.focus", pattern=FOCUS, example="60% 30%")] = MIDDLE
    alt: Annotated[Located[str] | None, Key("key.cover.image.alt")] = None
    decorative: Annotated[bool, Key("key.cover.image.decorative")] = False
    caption: Annotated[Located[str] | None, Key("key.image.caption")] = None
    credit: Annotated[Located[str] | None, Key("key.image.credit", example="Foto: Kari Nordmann")] = None


def load_photograph(
    keys: PhotographKeys, language: str, files: SourceFiles, known: dict[str, Image | None], told: Diagnostics
) -> Image | None:
    """Load the image that the keys name. RB-ALT-MISSING unless it has an alternative or is decorative.

    ``language`` is that of the report; ``known`` keeps what was loaded before.
    """
    if keys.decorative and (keys.alt or keys.caption):
        told.error("RB-VALUE", keys.span, *hinted("content.photograph-decorative"))
    elif not keys.decorative and not (keys.alt and keys.alt.value):
        told.error("RB-ALT-MISSING", keys.span, *hinted("content.photograph-alt"))
    file: Located[str] | None = keys.file  # None where it was faulty, which was told
    if file is None:
        return None
    from report_builder.content.images import load_image  # few reports have a photograph

    image = load_image(file.value, files, known, told, file.span, catalogue(language)("scaffold.pictures"))
    if image is None:
        return None
    files.check_names([image.path], told)
    if keys.crop:
        from report_builder.content.crops import cut

        image = cut(image, keys.crop.value, keys.crop.span, told)
    return image


def read_spread(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    """Read ``::: spread``. RB-ALT-MISSING unless it has a text alternative or is marked decorative."""
    shared, values = chapter.shared, node.attributes.values
    identifier = chapter.named_id(node, values.get("caption", ""))
    caption = chapter.explained(read_attribute(node, chapter, "caption"))
    credit = read_attribute(node, chapter, "credit")
    said = read_attribute(node, chapter, "alt")
    alt = chapter.plain(said, span)
    decorative = "decorative" in node.attributes.classes
    if decorative and (alt or caption):
        chapter.error("RB-VALUE", span, *hinted("content.photograph-decorative"))
    elif not decorative and not alt:
        hint = say("content.spread-alt.hint")
        chapter.error("RB-ALT-MISSING", span, say("content.photograph-alt"), hint)
    elif not decorative:
        tell_weak_alt(alt, values.get("image", ""), span, shared.diagnostics)
    focus = values.get("focus", MIDDLE)
    if not _WHOLE_FOCUS.fullmatch(focus):
        chapter.error("RB-VALUE", span, *hinted("content.focus", focus=focus))
        focus = MIDDLE
    place = PhotographPlace.FACING if "facing" in node.attributes.classes else PhotographPlace.PAGE
    pictures = shared.words("scaffold.pictures")
    from report_builder.content.images import load_image

    image = load_image(
        values.get("image", ""),
        shared.files,
        shared.images,
        shared.diagnostics,
        span,
        pictures,
        "content.spread-image.hint",
    )
    if image is not None:
        if "crop" in values:
            from report_builder.content.crops import read_crop

            image = read_crop(image, node, chapter)
        yield Photograph(
            identifier,
            node.label,
            caption,
            credit,
            image,
            focus_of(focus),
            None if decorative else alt,
            place,
            span,
            chapter.in_pieces(said),
        )
