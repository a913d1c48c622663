"""``cover`` in ``report.yaml``: the report's own face."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from report_builder.content.formats import prose
from report_builder.content.photographs import PhotographKeys, load_photograph
from report_builder.diagnostics import Diagnostics
from report_builder.graphics.art import ART_KINDS, MOST_SEED
from report_builder.model.pictures import focus_of
from report_builder.model.report import CoverImage, Face
from report_builder.sources.characters import bare
from report_builder.sources.files import SourceFiles
from report_builder.sources.schema import Key, Located


class CoverKeys(Struct, frozen=True):
    """Keys of ``cover``."""

    art: Annotated[str, Key("key.theme.sheets.art", choices=ART_KINDS)] = ""
    seed: Annotated[int | None, Key("key.theme.sheets.seed", minimum=0, maximum=MOST_SEED)] = None
    stage: Annotated[float | None, Key("key.cover.stage", minimum=0, maximum=1)] = None
    ground: Annotated[Located[str] | None, Key("key.cover.ground", example="ink")] = None
    image: Annotated[PhotographKeys | None, Key("key.cover.image")] = None


def face_of(keys: CoverKeys, language: str, files: SourceFiles, diagnostics: Diagnostics) -> Face:
    """Give the face that the keys describe. Whether the theme has its ground is asked of the theme."""
    return Face(
        art=keys.art or "",
        seed=keys.seed,
        stage=keys.stage,
        ground=keys.ground,
        image=None if keys.image is None else _image(keys.image, language, files, diagnostics),
    )


def _image(
    keys: PhotographKeys, language: str, files: SourceFiles, diagnostics: Diagnostics
) -> CoverImage | None:
    image = load_photograph(keys, language, files, {}, diagnostics)
    if image is None:
        return None

    def said(text: Located[str] | None) -> str:
        return bare(prose(text.value, language, ())) if text else ""

    return CoverImage(
        image, focus_of(keys.focus), said(keys.alt) or None, said(keys.caption), said(keys.credit)
    )
