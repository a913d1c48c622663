"""Files that cannot be committed: bytes that are no text, bombs, pipes, links, twins; and themes."""

from __future__ import annotations

import os
from pathlib import Path

from tests.bad.harness import Bench

_CHAPTER = "content/chapters/innledning.md"


def _report(bench: Bench, old: str, new: str) -> None:
    path = bench.root / "content/report.yaml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def _append(bench: Bench, data: bytes) -> None:
    with (bench.root / _CHAPTER).open("ab") as file:
        file.write(data)


def latin1(bench: Bench) -> None:
    """A line was pasted in Windows-1252."""
    _append(bench, "\nBlå\n".encode("cp1252"))


def nul(bench: Bench) -> None:
    """A NUL character stands in the text."""
    _append(bench, b"\nEn\0 to\n")


def surrogate(bench: Bench) -> None:
    """Half of a character, as some converters write it."""
    _append(bench, b"\n\xed\xa0\xbd\n")


def utf16(bench: Bench) -> None:
    """A whole file in UTF-16."""
    path = bench.root / "content/findings.yaml"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))


def byte_order_mark(bench: Bench) -> None:
    """Every text file begins with a byte order mark, as Windows writes it; nothing is wrong but a key."""
    for path in sorted((bench.root / "content").rglob("*.*")):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    _report(bench, "subtitle:", "subtitel:")


def alias_bomb(bench: Bench) -> None:
    """Ten billion values in some hundred characters."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]" for n in range(9)]
    (bench.root / "content/findings.yaml").write_text("\n".join([*lines, "findings: *a9", ""]), "utf-8")


def deep_nesting(bench: Bench) -> None:
    """A hundred thousand lists in one another."""
    (bench.root / "content/findings.yaml").write_text("findings: " + "[" * 100_000, "utf-8")


def link_out(bench: Bench) -> None:
    """A chapter is a symbolic link to a file outside the project."""
    secret = bench.folder / "secret.md"
    secret.write_text("# Hemmelig\n", "utf-8")
    (bench.root / _CHAPTER).unlink()
    (bench.root / _CHAPTER).symlink_to(secret)


def pipe(bench: Bench) -> None:
    """A chapter is a pipe that nobody writes to."""
    (bench.root / _CHAPTER).unlink()
    os.mkfifo(bench.root / _CHAPTER)


def device(bench: Bench) -> None:
    """A chapter is a device that never ends."""
    (bench.root / _CHAPTER).unlink()
    (bench.root / _CHAPTER).symlink_to("/dev/zero")


def too_large(bench: Bench) -> None:
    """A chapter of a gigabyte, without a gigabyte on the disk."""
    with (bench.root / _CHAPTER).open("ab") as file:
        file.truncate(1 << 30)


def case_twins(bench: Bench) -> None:
    """Two chapters whose names differ in the case of a letter."""
    (bench.root / "content/chapters/Innledning.md").write_text("# Nok en innledning\n", "utf-8")


def form_twins(bench: Bench) -> None:
    """Two chapters whose names differ in how the å is written."""
    for name in ("bl\u00e5.md", "bla\u030a.md"):
        (bench.root / "content/chapters" / name).write_text("# Blå\n", "utf-8")
    _report(bench, "- drofting.md", "- drofting.md\n  - bl\u00e5.md")


def long_name(bench: Bench) -> None:
    """A file name of 256 bytes."""
    _report(bench, "- innledning.md", f"- {'å' * 126}x.md")


def _theme(bench: Bench, old: str, new: str) -> None:
    from report_builder.theme.builtin import theme_text

    text = theme_text("konstruktiv")
    assert text.count(old) == 1
    folder = bench.root / "assets/themes/eget"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(text.replace(old, new), "utf-8")
    _report(bench, "output: notat", "output: notat\ntheme: eget")


def weak_colour(bench: Bench) -> None:
    """A theme whose secondary text is pale."""
    _theme(bench, '"#4E5D68"', '"#9AA5AD"')


def misspelt_style(bench: Bench) -> None:
    """A theme with a key that is not known."""
    _theme(bench, "image_ppi: 220", "image_dpi: 220")


def _font(bench: Bench, data: bytes) -> None:
    _theme(bench, "regular: Literata-Regular.ttf", "regular: Eget.ttf")
    Path(bench.root, "assets/themes/eget/Eget.ttf").write_bytes(data)


def postscript_font(bench: Bench) -> None:
    """A theme with a font that has PostScript outlines."""
    from report_builder.theme.builtin import font

    _font(bench, b"OTTO" + font("Literata-Regular.ttf")[4:])


def restricted_font(bench: Bench) -> None:
    """A theme with a font whose licence forbids embedding."""
    from report_builder.theme.builtin import font

    data = bytearray(font("Literata-Regular.ttf"))
    directory = data.index(b"OS/2")
    permissions = int.from_bytes(data[directory + 8 : directory + 12], "big") + 8
    data[permissions : permissions + 2] = b"\x00\x02"
    _font(bench, bytes(data))


def font_without_letters(bench: Bench) -> None:
    """A theme with a font that lacks letters of Skolt Sámi, which its fallback has."""
    from report_builder.theme.builtin import font

    _font(bench, font("Literata-Regular.ttf"))


def renamed_chapter(bench: Bench) -> None:
    """A chapter was given the name of its title."""
    chapter = bench.root / _CHAPTER
    chapter.rename(chapter.with_name("01-bakgrunn.md"))
    _report(bench, "- innledning.md", "- bakgrunnen.md")


def image_apart(bench: Bench) -> None:
    """An image whose name has the ring of its Å as a character of its own, as a Mac may store it."""
    folder = bench.root / "assets/bilder"
    (folder / "rute.png").rename(folder / "A\u030arsrute.png")


def damaged_font(bench: Bench) -> None:
    """A theme with a font of which some bytes were lost on the way."""
    from report_builder.theme.builtin import font

    data = bytearray(font("Literata-Regular.ttf"))
    directory = data.index(b"glyf")
    outlines = int.from_bytes(data[directory + 8 : directory + 12], "big")
    data[outlines + 1000 : outlines + 1100] = bytes(100)
    _font(bench, bytes(data))
