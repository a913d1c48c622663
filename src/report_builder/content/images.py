"""Image files: read once, known by their bytes, decoded whole before anything is built on them."""

from __future__ import annotations

import re
import struct
import warnings
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.model.image_files import Image
from report_builder.patterns import late
from report_builder.sources.files import SourceFiles

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageFile import ImageFile

    from report_builder.graphics.svg.drawing import Drawing

MAX_PIXELS = 40_000_000
"""The largest image that is decoded."""

FOLDER = "assets"

OWN_MACHINE = late(r"[A-Za-z]:[\\/]|\\\\|file:", re.IGNORECASE)
"""How a path of Windows, or of a file manager, begins."""
_SLASHES = late(r"[\\/]")
_REMOTE = late(r"//|[A-Za-z][A-Za-z0-9+.-]+:")
DRAWN = "SVG"
"""The format of an image that is a drawing: shapes, no pixels."""
_PARTS = 10_000
"""A drawing's width and height are told in so many parts of the longer one."""
_THINNEST = 1000
"""An image that is so many times longer than it is wide is a hairline on any page."""
_EXTENSIONS = {
    "png": "PNG",
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "svg": DRAWN,
    "webp": "WebP",
    "avif": "AVIF",
    "gif": "GIF",
    "tif": "TIFF",
    "tiff": "TIFF",
    "bmp": "BMP",
}
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (rb"\x89PNG\r\n\x1a\n", "PNG"),
    (rb"\xff\xd8\xff", "JPEG"),
    (rb"GIF8[79]a", "GIF"),
    (rb"RIFF....WEBP", "WebP"),
    (rb"II\*\x00|MM\x00\*", "TIFF"),
    (rb"BM", "BMP"),
    (rb"%PDF-", "PDF"),
    (rb"....ftypavi[fs]", "AVIF"),
    (rb"....ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1)", "HEIF"),
    (rb"\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51", "JPEG 2000"),
    (rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg", DRAWN),
    (rb"%!PS", "EPS"),
)
_CONVERTED = {
    "CMYK": say("content.colours-cmyk"),
    "P": say("content.colours-palette"),
    "1": say("content.colours-two"),
    "LAB": say("content.colours-lab"),
    "YCCK": say("content.colours-cmyk"),
}
_SPACES = {
    "CMYK": "CMYK",
    "LAB": "Lab",
    **dict.fromkeys(("1", "L", "LA", "La", "I", "I;16", "I;16B", "F"), "GRAY"),
}
"""The colour space (ICC.1:2010, table 19) of a mode's pixels, where it is not RGB."""


def load_image(
    path: str,
    files: SourceFiles,
    known: dict[str, Image | None],
    diagnostics: Diagnostics,
    span: SourceSpan,
    pictures: str,
    written: str = "content.image-without-path.hint",
) -> Image | None:
    """Return the image at ``path`` below assets/, or None after a diagnostic at ``span``.

    ``known`` keeps what was loaded, so that an image that is used twice is decoded once. ``pictures`` is
    the folder there in which a report in its language has them. ``written`` is the key of the words that
    say how one names an image at that place.
    """
    if not path:
        hint = say(written, folder=pictures)
        diagnostics.error("RB-IMAGE-MISSING", span, say("content.image-without-path"), hint)
        return None
    if OWN_MACHINE.match(path):
        hint = say(
            "content.image-own-machine.hint", folder=f"{FOLDER}/{pictures}", path=placed(path, pictures)
        )
        diagnostics.error("RB-WINDOWS-PATH", span, say("content.image-own-machine", path=path), hint)
        return None
    if _REMOTE.match(path):
        diagnostics.error(
            "RB-IMAGE-REMOTE", span, *hinted("content.image-remote", path=path, folder=f"{FOLDER}/")
        )
        return None
    relative = files.name_of(f"{FOLDER}/{unquote(path)}" if not path.startswith("/") else path)
    if known.get(relative) is not None:
        return known[relative]
    data = files.read_bytes(relative, diagnostics, span, missing="RB-IMAGE-MISSING")
    known[relative] = None if data is None else examine(relative, data, diagnostics, span)
    return known[relative]


def placed(path: str, pictures: str) -> str:
    """Give the path that a picture of one's own machine has once it is copied to ``pictures``."""
    return f"{pictures}/{_SLASHES.split(path)[-1]}" if OWN_MACHINE.match(path) else path


def examine(relative: str, data: bytes, diagnostics: Diagnostics, span: SourceSpan) -> Image | None:
    """Decode the bytes of the file ``relative``; None after a diagnostic at ``span``."""
    extension = relative.rpartition(".")[2].lower()
    claimed = _EXTENSIONS.get(extension)
    true = next((kind for pattern, kind in _SIGNATURES if re.match(pattern, data, re.DOTALL)), None)
    if true is None and claimed == DRAWN:
        true = DRAWN  # what is wrong with it is told by its line
    if true is None:
        diagnostics.error("RB-IMAGE-BROKEN", span, *hinted("content.no-image", path=relative))
        return None
    if claimed != true and (claimed or true in _EXTENSIONS.values()):
        message = say("content.image-type", path=relative, kind=true)
        diagnostics.error("RB-IMAGE-TYPE", span, message, _type_hint(true))
        return None
    if claimed is None:
        diagnostics.error("RB-UNSUPPORTED", span, *hinted("content.image-kind", path=relative, kind=true))
        return None
    if claimed == DRAWN:
        image = _draw(relative, data, diagnostics, span)
    elif claimed in ("PNG", "JPEG"):
        image = _decode(relative, claimed, data, diagnostics, span)
    else:
        image = _rewrite(relative, claimed, data, diagnostics, span)
    if image is not None and max(image.width, image.height) > _THINNEST * min(image.width, image.height):
        message, hint = hinted("content.image-thin", path=relative, times=_THINNEST)
        diagnostics.warn("RB-IMAGE-BROKEN", span, message, hint)
    return image


def drawing_of(image: Image) -> Drawing:
    """Give the shapes of a drawing, which was found whole."""
    return _drawing(image.data)


@lru_cache(32)
def _drawing(data: bytes) -> Drawing:
    from report_builder.graphics.svg.reading import read_svg

    drawing = read_svg("", data, Diagnostics())
    assert drawing is not None, "the drawing was checked"
    return drawing


def _draw(relative: str, data: bytes, diagnostics: Diagnostics, span: SourceSpan) -> Image | None:
    from report_builder.graphics.svg.reading import read_svg  # few reports have a drawing of their own

    drawing = read_svg(relative, data, diagnostics, span)
    if drawing is None:
        return None
    part = _PARTS / max(drawing.width, drawing.height)
    width, height = (max(1, round(side * part)) for side in (drawing.width, drawing.height))
    return Image(relative, DRAWN, width, height, data)


def _type_hint(true: str) -> Message:
    ending = next((f".{ending}" for ending, kind in _EXTENSIONS.items() if kind == true), "")
    return say("content.image-type.hint", ending=ending) if ending else say("content.image-kind.hint")


def _decode(
    relative: str, kind: str, data: bytes, diagnostics: Diagnostics, span: SourceSpan
) -> Image | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own cap is lower than Pillow's
            picture = open_image(data)
            width, height = picture.size
            if width * height > MAX_PIXELS:
                _too_large(relative, width, height, diagnostics, span)
                return None
            frames = getattr(picture, "n_frames", 1) if kind == "PNG" else 1
            mode = picture.mode
            transparent = "transparency" in picture.info
            profiled = foreign_profile(picture) is not None
            picture.load()
            width, height = upright_size((width, height), orientation(picture))
    except Exception as fault:  # noqa: BLE001  (hostile data makes Pillow's decoders raise anything)
        _damaged(relative, data, fault, diagnostics, span)
        return None
    if frames > 1:
        diagnostics.error("RB-UNSUPPORTED", span, *hinted("content.image-animated", path=relative))
        return None
    if conversion := _conversion(mode, transparent, profiled, kind, data):
        message = say("content.image-converted", path=relative, colours=conversion)
        diagnostics.note("RB-IMAGE-CONVERTED", span, message)
    return Image(relative, kind, width, height, data)


def _rewrite(
    relative: str, kind: str, data: bytes, diagnostics: Diagnostics, span: SourceSpan
) -> Image | None:
    """Decode an image of another format, which becomes a PNG or a JPEG, and say so."""
    from report_builder.content.other_pictures import FORMATS, rewritten  # few reports have one

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = open_image(data, FORMATS[kind])
            width, height = picture.size
            if width * height > MAX_PIXELS:
                _too_large(relative, width, height, diagnostics, span)
                return None
            found = rewritten(picture, kind, data)
    except Exception as fault:  # noqa: BLE001  (as above)
        _damaged(relative, data, fault, diagnostics, span)
        return None
    if found is None:
        diagnostics.error("RB-UNSUPPORTED", span, *hinted("content.image-pixels", path=relative, kind=kind))
        return None
    said = say("content.image-rewritten", path=relative, kind=kind, format=found.format)
    if found.pictures > 1:
        said = say("content.image-first", path=relative, kind=kind, format=found.format, count=found.pictures)
    diagnostics.note("RB-IMAGE-CONVERTED", span, said)
    return _decode(relative, found.format, found.data, diagnostics, span)


def _damaged(
    relative: str, data: bytes, fault: Exception, diagnostics: Diagnostics, span: SourceSpan
) -> None:
    """RB-IMAGE-BROKEN for an image that cannot be decoded, RB-IMAGE-BOMB for one that is too large for it."""
    import PIL.Image

    if isinstance(fault, PIL.Image.DecompressionBombError):
        _too_large(relative, *_png_size(data), diagnostics, span)
        return
    message = say("content.image-damaged", path=relative, reason=str(fault))
    if isinstance(fault, PIL.UnidentifiedImageError):
        # Pillow's own words name an object in memory, another in each run.
        message = say("content.image-unreadable", path=relative)
    diagnostics.error("RB-IMAGE-BROKEN", span, message, say("content.image-damaged.hint"))


def _too_large(relative: str, width: int, height: int, diagnostics: Diagnostics, span: SourceSpan) -> None:
    most = MAX_PIXELS // 1_000_000
    message = say("content.image-immense", path=relative, most=most)
    if width:
        message = say("content.image-large", path=relative, width=width, height=height, most=most)
    diagnostics.error("RB-IMAGE-BOMB", span, message, say("content.image-large.hint"))


def _png_size(data: bytes) -> tuple[int, int]:
    """Return the size that a PNG's header tells; zeros for a JPEG."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return 0, 0


def open_image(data: bytes, *formats: str) -> ImageFile:
    """Open the file of an image; no pixel is decoded yet. Raises what Pillow does where it is none.

    ``formats`` are those that it may have, by Pillow's names: PNG and JPEG where nothing is said.
    """
    import PIL.Image

    return PIL.Image.open(BytesIO(data), formats=formats or ("JPEG", "PNG"))


def orientation(picture: Picture) -> int:
    """How the camera was held, as EXIF has it: 1 to 8, and 1 where nothing sensible is said."""
    said = picture.getexif().get(0x0112)
    return said if isinstance(said, int) and 1 <= said <= 8 else 1


def upright_size(size: tuple[int, int], turn: int) -> tuple[int, int]:
    """Width and height once an image of the orientation ``turn`` stands upright."""
    return (size[1], size[0]) if turn >= 5 else size


def foreign_profile(picture: Picture) -> bytes | None:
    """Give the colour profile of an image if it has one that is not sRGB and that fits its pixels."""
    profile = picture.info.get("icc_profile")
    if not isinstance(profile, bytes) or not profile:
        return None
    from PIL import ImageCms

    try:
        opened = ImageCms.ImageCmsProfile(BytesIO(profile))
        name, space = ImageCms.getProfileDescription(opened), opened.profile.xcolor_space.strip()
    except (ImageCms.PyCMSError, OSError):
        return None  # a broken profile: viewers ignore it as well
    if name.startswith("sRGB") or space != _SPACES.get(picture.mode, "RGB"):
        return None  # one for other pixels is ignored too
    return profile


def _conversion(mode: str, transparent: bool, profiled: bool, kind: str, data: bytes) -> Message | None:
    """Say what in an image is not 8-bit sRGB or grey; None when all of it is."""
    if mode.startswith("I") or mode == "F" or (kind == "PNG" and data[24:25] == b"\x10"):
        return say("content.colours-deep")
    if mode in ("RGBA", "LA", "PA", "La", "RGBa") or transparent:
        return say("content.transparency")
    return _CONVERTED.get(mode) or (say("content.colour-profile") if profiled else None)
