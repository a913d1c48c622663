"""``cover`` in ``report.yaml``: the report's own face."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from report_builder.content.formats import prose
from report_builder.content.photographs import PhotographKeys, load_photograph
from report_builder.diagnostics import Diagnostics
from report_builder.graphics.art import ART_KINDS, MOST_SEED
from report_builder.language.catalogue import catalogue
from report_builder.language.message import hinted
from report_builder.model.pictures import focus_of
from report_builder.model.report import CoverImage, CoverLogo, Face
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
    logo: Annotated[Located[str] | None, Key("key.cover.logo", example="bilder/logo.svg")] = None
    logo_alt: Annotated[str, Key("key.cover.logo-alt")] = ""


def face_of(keys: CoverKeys, language: str, files: SourceFiles, diagnostics: Diagnostics) -> Face:
    """Give the face that the keys describe. Whether the theme has its ground is asked of the theme."""
    return Face(
        art=keys.art or "",
        seed=keys.seed,
        stage=keys.stage,
        ground=keys.ground,
        image=None if keys.image is None else _image(keys.image, language, files, diagnostics),
        logo=None if keys.logo is None else _logo(keys.logo, keys.logo_alt, language, files, diagnostics),
    )


def _logo(
    file: Located[str], alt: str, language: str, files: SourceFiles, diagnostics: Diagnostics
) -> CoverLogo | None:
    """The logo of the cover, without an image where there is none. RB-ALT-MISSING if nothing tells it."""
    if file.value == "none":
        return CoverLogo(None, "", file.span)
    if not alt:
        diagnostics.error("RB-ALT-MISSING", file.span, *hinted("content.cover-logo-alt"))
    from report_builder.content.images import load_image  # few covers have one of their own

    pictures = catalogue(language)("scaffold.pictures")
    image = load_image(file.value, files, {}, diagnostics, file.span, pictures)
    if image is None:
        return None
    files.check_names([image.path], diagnostics)
    return CoverLogo(image, bare(prose(alt, language, ())), file.span)


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
