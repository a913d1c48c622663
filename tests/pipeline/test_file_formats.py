"""The formats of archived files are those that PRONOM has, and that fido sees in the same bytes."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from msgspec import Struct
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from report_builder.finish import BuildStamp, finish
from report_builder.pipeline import file_formats
from report_builder.pipeline.file_formats import Format, format_of
from report_builder.theme import builtin
from tests.conftest import BASE
from tests.finish.synthetic import large, make_report

EXIF_VERSION = 0x9000
TEXTS = {
    "bok.css": "p { margin: 0 }\n",
    "tall.csv": "a,b\n1,2\n",
    "del.js": '"use strict";\n',
    "manifest.json": '{"version": 1}\n',
    "om.jsonld": "{}\n",
    "drofting.md": "# Drøfting\n",
    "LESMEG.txt": "Dette er en rapport.\n",
    "report.yaml": "title: Rapport\n",
    "b.yml": "title: Rapport\n",
    "side.html": '<!doctype html>\n<html lang="nb"><title>Side</title></html>\n',
    "rapport.xml": '<?xml version="1.0" encoding="utf-8"?>\n<report/>\n',
    "gammel.svg": '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>\n',
    "ny.svg": '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" version="1.1"></svg>\n',
}
NOT_TOLD = {"tegning.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>', "sRGB.icc": b""}
"""What PRONOM has several of, or none: nothing is claimed."""


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def pictures() -> Iterator[tuple[str, bytes]]:
    plain = Image.new("RGB", (8, 8), "white")
    text = PngInfo()
    text.add_itxt("Title", "Bølge")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    yield "enkel.png", saved(plain, "PNG")
    yield "profil.png", saved(plain, "PNG", icc_profile=profile)
    yield "tekst.png", saved(plain, "PNG", pnginfo=text)
    two = [Image.new("RGB", (8, 8), "black")]
    yield "film.png", saved(plain, "PNG", save_all=True, append_images=two)
    jfif = saved(plain, "JPEG")
    for minor in (0, 1, 2):
        yield f"jfif-{minor}.jpg", jfif.replace(b"JFIF\0\x01\x01", b"JFIF\0\x01" + bytes([minor]))
    yield "naken.jpg", jfif[:2] + jfif[4 + int.from_bytes(jfif[4:6], "big") :]
    for version in (b"0200", b"0210", b"0220", b"0221", b"0230", b"0232"):
        for order in ("<", ">"):
            exif = Image.Exif()
            exif.endian = order
            exif.get_ifd(0x8769)[EXIF_VERSION] = version
            jpeg = saved(plain, "JPEG", exif=exif)
            # A camera writes Exif first, where Pillow writes JFIF.
            if jpeg[2:4] == b"\xff\xe0":
                jpeg = jpeg[:2] + jpeg[4 + int.from_bytes(jpeg[4:6], "big") :]
            yield f"exif-{version.decode()}-{'le' if order == '<' else 'be'}.jpeg", jpeg
    yield "tap.webp", saved(plain, "WEBP")
    yield "uten-tap.webp", saved(plain, "WEBP", lossless=True)
    yield "mer.webp", saved(plain, "WEBP", icc_profile=profile)


@pytest.fixture(scope="module")
def samples() -> dict[str, bytes]:
    found = {name: text.encode() for name, text in TEXTS.items()} | dict(pictures())
    font = builtin.fonts()[0]
    found[font] = (files("report_builder") / "data/fonts" / font).read_bytes()
    from fontTools.ttLib import TTFont

    for flavour in ("woff", "woff2"):
        face, buffer = TTFont(BytesIO(found[font])), BytesIO()
        face.flavor = flavour
        face.save(buffer)
        found[f"skrift.{flavour}"] = buffer.getvalue()
    found["skrift.otf"] = b"OTTO\x00\x01\x00\x10\x00\x00\x00\x00CFF " + bytes(16)
    found["rapport.pdf"] = finish(large(2, 4), make_report().publication, BuildStamp())
    found["annen.pdf"] = b"%PDF-1.7\n%%EOF\n"
    return found


class Registered(Struct, frozen=True):
    """A format in the register, as fido ships it."""

    name: str
    version: str
    endings: tuple[str, ...]


@pytest.fixture(scope="module")
def seen(samples: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The ids that fido gives to each file by its bytes; none where it only goes by the ending."""
    folder = tmp_path_factory.mktemp("formats")
    for name, data in samples.items():
        (folder / name).write_bytes(data)
    command = [sys.executable, "-m", "fido.fido", "-q", "-recurse", str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, set[str]] = {name: set() for name in samples}
    for _, _, pronom, _, _, _, path, _, means in csv.reader(said.splitlines()):
        found[Path(path).name] |= {pronom} if means == "signature" else set()
    return found


@pytest.fixture(scope="module")
def register() -> dict[str, Registered]:
    text = next(p for p in (files("fido") / "conf").iterdir() if p.name.startswith("formats-v")).read_text()
    return {
        found.findtext("puid", ""): Registered(
            found.findtext("name", ""),
            found.findtext("version") or "",
            tuple(str(ending.text) for ending in found.iter("extension")),
        )
        for found in ET.fromstring(text).iter("format")  # noqa: S314  fido's own data
    }


def test_fido_sees_the_same_format(
    samples: dict[str, bytes], seen: dict[str, set[str]], register: dict[str, Registered]
) -> None:
    assert sum(map(bool, seen.values())) > 20
    for name, data in samples.items():
        pronom = format_of(name, data).pronom
        ending = name.rpartition(".")[2]
        assert seen[name] == {pronom} if seen[name] else ending in register[pronom].endings, name


def test_the_names_are_those_of_the_register(
    samples: dict[str, bytes], register: dict[str, Registered]
) -> None:
    for name, data in samples.items():
        found = format_of(name, data)
        stated = register[found.pronom]
        assert (found.name, found.version) == (stated.name, stated.version), name


def test_the_samples_have_every_format_that_is_known(samples: dict[str, bytes]) -> None:
    source = Path(file_formats.__file__).read_text("utf-8")
    named = set(re.findall(r'"((?:x-)?fmt/[0-9]+)"', source))
    assert named == {format_of(name, data).pronom for name, data in samples.items()}


def test_what_the_register_cannot_tell_is_not_claimed() -> None:
    profile = (files("report_builder") / "data/profiles/sRGB.icc").read_bytes()
    assert [format_of(name, data or profile).pronom for name, data in NOT_TOLD.items()] == ["", ""]
    assert format_of("x.bin", b"\x80\x81\x00") == Format("", "", "", "application/octet-stream")
    assert format_of("LICENSE", "Vilkår\n".encode()).pronom == "x-fmt/111"


def test_every_file_of_a_report_has_a_format() -> None:
    for path in sorted(path for path in BASE.rglob("*") if path.is_file()):
        assert format_of(path.name, path.read_bytes()).pronom, path
