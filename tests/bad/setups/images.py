"""Images that are damaged, disguised or too large, in place of the base report's own."""

from __future__ import annotations

import io
import socket
import struct
import zlib

from PIL import Image

from tests.bad.harness import Bench

PICTURE = "assets/bilder/rute.png"


def _save(bench: Bench, picture: Image.Image, kind: str) -> None:
    data = io.BytesIO()
    picture.save(data, kind)
    (bench.root / PICTURE).write_bytes(data.getvalue())


def truncated(bench: Bench) -> None:
    """Cut the file in the middle of its pixels."""
    path = bench.root / PICTURE
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"IDAT") + 10])


def no_image(bench: Bench) -> None:
    """Write text into a file that is called .png."""
    (bench.root / PICTURE).write_text("ikke et bilde", "utf-8")


def bomb(bench: Bench) -> None:
    """Write a header of 30,000 × 30,000 pixels, with no pixels behind it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0))
    (bench.root / PICTURE).write_bytes(
        b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 99))
    )


def large(bench: Bench) -> None:
    """Write an honest image of a little more than 40 million pixels."""
    _save(bench, Image.new("1", (6_400, 6_300)), "PNG")


def jpeg_called_png(bench: Bench) -> None:
    """Give a JPEG the name of a PNG."""
    _save(bench, Image.new("RGB", (20, 10)), "JPEG")


def gif_called_png(bench: Bench) -> None:
    """Give a GIF the name of a PNG."""
    _save(bench, Image.new("P", (20, 10)), "GIF")


def palette(bench: Bench) -> None:
    """Write a PNG with a palette."""
    _save(bench, Image.new("P", (20, 10)), "PNG")


def deep(bench: Bench) -> None:
    """Write a PNG with 16 bits for each pixel."""
    _save(bench, Image.new("I;16", (20, 10)), "PNG")


def no_network(bench: Bench) -> None:
    """Make every socket a fault of ours."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a build opened a socket")

    bench.monkeypatch.setattr(socket, "socket", refuse)
