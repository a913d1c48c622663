"""``cover`` in ``report.yaml``: the report's own face."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from report_builder.content.formats import prose
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.graphics.art import ART_KINDS, MOST_SEED
from report_builder.language.catalogue import catalogue
from report_builder.language.message import hinted
from report_builder.model.report import CoverImage, Face
from report_builder.sources.characters import bare
from report_builder.sources.files import SourceFiles
from report_builder.sources.schema import Key, Located

_FOCUS = r"(?:100|[0-9]{1,2}) ?% +(?:100|[0-9]{1,2}) ?%"


class CoverImageKeys(Struct, frozen=True):
    """Keys of ``image`` on the cover, with their place."""

    span: SourceSpan
    file: Annotated[Located[str], Key("key.cover.image.file", example="bilder/forside.jpg")]
    focus: Annotated[str, Key("key.cover.image.focus", pattern=_FOCUS, example="60% 30%")] = "50% 50%"
    alt: Annotated[str, Key("key.cover.image.alt")] = ""
    decorative: Annotated[bool, Key("key.cover.image.decorative")] = False


class CoverKeys(Struct, frozen=True):
    """Keys of ``cover``."""

    art: Annotated[str, Key("key.theme.sheets.art", choices=ART_KINDS)] = ""
    seed: Annotated[int | None, Key("key.theme.sheets.seed", minimum=0, maximum=MOST_SEED)] = None
    stage: Annotated[float | None, Key("key.cover.stage", minimum=0, maximum=1)] = None
    ground: Annotated[Located[str] | None, Key("key.cover.ground", example="ink")] = None
    image: Annotated[CoverImageKeys | None, Key("key.cover.image")] = None


def face_of(keys: CoverKeys, language: str, files: SourceFiles, diagnostics: Diagnostics) -> Face:
    """Give the face that the keys describe. Whether the theme has its ground is asked of the theme."""
    ground = keys.ground
    return Face(
        art=keys.art or "",
        seed=keys.seed,
        stage=keys.stage,
        ground=ground.value if ground else "",
        ground_span=ground.span if ground else None,
        image=None if keys.image is None else _image(keys.image, language, files, diagnostics),
    )


def _image(
    keys: CoverImageKeys, language: str, files: SourceFiles, diagnostics: Diagnostics
) -> CoverImage | None:
    """The image of the cover. RB-ALT-MISSING unless it has a text alternative or is marked decorative."""
    if keys.decorative and keys.alt:
        diagnostics.error("RB-VALUE", keys.span, *hinted("content.cover-image-decorative"))
    elif not keys.decorative and not keys.alt:
        diagnostics.error("RB-ALT-MISSING", keys.span, *hinted("content.cover-image-alt"))
    file: Located[str] | None = keys.file  # None where it was faulty, which was told
    if file is None:
        return None
    from report_builder.content.images import load_image  # few covers have one

    pictures = catalogue(language)("scaffold.pictures")
    image = load_image(file.value, files, {}, diagnostics, file.span, pictures)
    if image is None:
        return None
    files.check_names([image.path], diagnostics)
    across, down = (int(part) / 100 for part in (keys.focus or "50% 50%").replace("%", " ").split())
    return CoverImage(image, (across, down), bare(prose(keys.alt, language, ())) if keys.alt else None)
