"""Every kind of image through every command: it is shown upright and in its colours, or refused by name.

One report has them all, so that one file answers for all of them. What is seen is asked of the pixels: four
fields have the colours that they must have, in the pages, in the preview, and in the HTML edition.
"""

from __future__ import annotations

import asyncio
import io
import json
import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from report_builder.check.reading import read_structure
from report_builder.cli.app import run
from report_builder.preview.gallery import Gallery
from report_builder.preview.pages import Box, Pages
from report_builder.preview.positions import at_line
from report_builder.preview.session import View
from report_builder.preview.staged_build import Maker
from tests import web_support
from tests.conftest import BASE
from tests.pictures import FOUR, KINDS, OTHER, Colour, Fields, Kind, Refused, refused
from tests.pipeline.releases import AUTUMN_2026, DAY
from tests.preview.live import rethrow
from tests.said import ENGLISH, line_of
from tests.verify_support import SharedMachine, assert_complies

CHAPTER = "content/chapters/bilder.md"
DATES = 'published: 2020-01-02\nupdated: 2020-03-04\nversion: "1.0"\n'
SAMPLE = 12
_SEED = 20
_HEAVY = {"jpeg-24-megapixels"}
"""Two seconds of processor time in all commands together."""


def some() -> tuple[Kind, ...]:
    """A seeded sample: enough of both formats, a photograph in CMYK and one that lies always among them."""
    light = [kind for kind in KINDS if kind.name not in _HEAVY]
    chosen = {kind.name for kind in random.Random(_SEED).sample(light, SAMPLE)}  # noqa: S311
    chosen |= {"jpeg-rgb", "jpeg-cmyk", "jpeg-turned-6", "png-rgba"}
    return tuple(kind for kind in KINDS if kind.name in chosen)


def alt(kind: Kind) -> str:
    return f"Fire felter i hver sin farge, av slaget {kind.name}, i to rekker"


def lay_down(root: Path, kinds: tuple[Kind, ...]) -> None:
    """Make a report that shows each of ``kinds``; it states no dates."""
    shutil.copytree(BASE, root)
    facts = root / "content/report.yaml"
    text = facts.read_text("utf-8").replace(DATES, "")
    facts.write_text(text.replace("  - drofting.md\n", "  - drofting.md\n  - bilder.md\n"), "utf-8")
    figures = [f'![{alt(kind)}](bilder/{kind.file} "Slaget {kind.name}"){{width=40%}}' for kind in kinds]
    (root / CHAPTER).write_text("\n\n".join(["# Bilder {#bilder}", *figures]) + "\n", "utf-8")
    for kind in kinds:
        (root / "assets/bilder" / kind.file).write_bytes(kind.make(FOUR))


class Walk:
    """One report that goes through all commands, each of them once."""

    def __init__(self, root: Path, kinds: tuple[Kind, ...]) -> None:
        self.root, self.kinds, self.now = root, kinds, AUTUMN_2026
        lay_down(root, kinds)

    def command(self, *arguments: str) -> tuple[str, str]:
        """Run a command that must succeed: what it printed to both streams."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = run(arguments, ENGLISH, lambda: 0.0, lambda: self.now)
        assert status == 0, (arguments, out.getvalue(), err.getvalue())
        return out.getvalue(), err.getvalue()

    @cached_property
    def built(self) -> tuple[bytes, str]:
        """The built file, and what was said of it."""
        _, said = self.command("build", str(self.root), "--all", "-o", str(self.root / "built.pdf"))
        return (self.root / "built.pdf").read_bytes(), said

    @cached_property
    def replaced(self) -> tuple[Kind, ...]:
        """The kinds whose image is another one in the second version."""
        return tuple(kind for kind in self.kinds[::2] if kind.shown(FOUR) != kind.shown(OTHER))

    @cached_property
    def released(self) -> tuple[str, str]:
        """Release twice, with every second image replaced between: what was said."""
        assert self.built, "before the images are replaced"
        _, first = self.command("release", str(self.root), "--all")
        for kind in self.replaced:
            (self.root / "assets/bilder" / kind.file).write_bytes(kind.make(OTHER))
        self.now += DAY
        _, second = self.command("release", str(self.root), "--all", "--note", "Nye bilder.")
        return first, second

    def archived(self, version: str) -> bytes:
        """A version from the archive."""
        assert self.released
        target = self.root.parent / f"{version}.pdf"
        self.command("archive", "get", version, "-o", str(target), "--root", str(self.root))
        return target.read_bytes()

    @cached_property
    def published(self) -> tuple[Path, str]:
        """The folder of the site's pages, and what was said of it."""
        assert self.released
        site = self.root.parent / "site"
        _, said = self.command("publish", str(self.root), "--output", str(site))
        return site, said


@pytest.fixture(scope="module", params=["some", pytest.param("all", marks=pytest.mark.whole)])
def walk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    kinds = some() if request.param == "some" else KINDS
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("report_builder.check.verapdf._Machine", SharedMachine)
        yield Walk(tmp_path_factory.mktemp("images") / "report", kinds)


# What is seen


def colours(picture: Image.Image) -> Fields:
    """The mean colour of the middle of each of four fields."""
    picture = picture.convert("RGB")
    width, height = picture.size

    def mean(across: float, down: float) -> Colour:
        x, y, dx, dy = width * across, height * down, width * 0.1, height * 0.1
        field = picture.resize((1, 1), Image.Resampling.BOX, (x - dx, y - dy, x + dx, y + dy))
        colour = field.getpixel((0, 0))
        assert isinstance(colour, tuple)
        red, green, blue = (round(value) for value in colour)
        return red, green, blue

    return mean(0.25, 0.25), mean(0.75, 0.25), mean(0.25, 0.75), mean(0.75, 0.75)


def differences(
    seen: Mapping[str, Image.Image], kinds: tuple[Kind, ...], made: dict[str, Fields]
) -> list[str]:
    """Each kind whose picture has other colours or another shape than it must, in words."""
    found = [f"{kind.name} is not shown" for kind in kinds if kind.name not in seen]
    for kind in kinds:
        if kind.name not in seen:
            continue
        picture = seen[kind.name]
        right, there = kind.shown(made.get(kind.name, FOUR)), colours(picture)
        apart = max(
            abs(a - b) for one, two in zip(right, there, strict=True) for a, b in zip(one, two, strict=True)
        )
        if apart > 12:
            found.append(f"{kind.name}: {there}, and not {right}")
        shape, wanted = picture.width / picture.height, kind.size[0] / kind.size[1]
        if abs(shape / wanted - 1) > 0.05:
            found.append(f"{kind.name}: {picture.size}, and not of the shape {kind.size}")
    return found


def test_the_colours_can_be_told_apart() -> None:
    """Or nothing would be proved: turned, inverted or exchanged fields have other colours."""
    for kind in KINDS:
        one, other = kind.shown(FOUR), kind.shown(OTHER)
        if kind.size != (1, 1):
            assert len(set(one)) > 1, kind.name
            assert (
                max(abs(a - b) for p, q in zip(one, other, strict=True) for a, b in zip(p, q, strict=True))
                > 40
            )


def figures(pdf: bytes) -> dict[str, list[tuple[int, int]]]:
    """The marks (page, number) of every figure, by its text alternative."""
    return {
        node.alt: [(passage.page, passage.mcid) for passage in node.passages]
        for top in read_structure(pdf)
        for node in top.walk()
        if node.standard == "Figure" and node.alt
    }


def cut(page: Image.Image, box: Box, width: float) -> Image.Image:
    """Cut a box out of the picture of a page that is ``width`` points wide."""
    scale = page.width / width
    return page.crop(
        (round(box.left * scale), round(box.top * scale), round(box.right * scale), round(box.bottom * scale))
    )


def on_pages(pdf: bytes, kinds: tuple[Kind, ...]) -> dict[str, Image.Image]:
    """Every kind as it is painted in a file."""
    marks = figures(pdf)
    pages = Pages(pdf)
    seen: dict[str, Image.Image] = {}
    painted: dict[int, Image.Image] = {}
    with pypdfium2.PdfDocument(pdf) as document:
        for kind in kinds:
            [(index, number)] = marks[alt(kind)]
            if index not in painted:
                painted[index] = document[index].render(scale=2).to_pil()
            seen[kind.name] = cut(painted[index], pages.boxes(index)[number], document[index].get_width())
    pages.close()
    return seen


def test_build_shows_every_image(walk: Walk) -> None:
    pdf, said = walk.built
    assert differences(on_pages(pdf, walk.kinds), walk.kinds, {}) == []
    for kind in walk.kinds:
        assert said.count(f"'assets/bilder/{kind.file}' has ") == int(kind.told), kind.name


def test_verify_passes_every_image(walk: Walk) -> None:
    assert_complies(walk.built[0])


def test_the_preview_shows_every_image_and_reads_it_aloud(walk: Walk) -> None:
    lines = (walk.root / CHAPTER).read_text("utf-8").split("\n")
    where = {
        kind.name: next(n for n, line in enumerate(lines, 1) if alt(kind) in line) for kind in walk.kinds
    }

    async def look() -> dict[str, Image.Image]:
        maker = Maker(walk.root, lambda: 0.0, rethrow)
        composed = maker.compose(lambda _stage: None)
        proof = composed.proof
        assert proof is not None, composed.diagnostics
        gallery = Gallery()
        await gallery.show(proof)
        view = View(1, proof=proof, texts=composed.texts)
        seen: dict[str, Image.Image] = {}
        for kind in walk.kinds:
            place = await at_line(view, gallery, CHAPTER, where[kind.name], composed.texts)
            assert place is not None
            assert place.line == where[kind.name]
            sheet = proof.sheets[place.page]
            data = await gallery.picture(sheet.digest, 1200)
            assert data is not None
            seen[kind.name] = figure_in(cut(Image.open(io.BytesIO(data)), place.box, sheet.width), kind)
        gallery.close()
        completed = maker.complete(lambda _stage: None)
        assert completed.diagnostics == ()
        assert completed.heard is not None
        said = {part.text for item in completed.heard for part in item.said}
        assert {alt(kind) for kind in walk.kinds} <= said
        return seen

    made = dict.fromkeys((kind.name for kind in walk.replaced), OTHER) if "released" in vars(walk) else {}
    assert differences(asyncio.run(look()), walk.kinds, made) == []


def figure_in(block: Image.Image, kind: Kind) -> Image.Image:
    """The picture of a figure without its caption, which stands below."""
    return block.crop((0, 0, block.width, round(block.width * kind.size[1] / kind.size[0])))


def test_release_keeps_every_image(walk: Walk) -> None:
    for said in walk.released:
        for kind in walk.kinds:
            assert said.count(f"'assets/bilder/{kind.file}' has ") == int(kind.told), kind.name
    second = dict.fromkeys((kind.name for kind in walk.replaced), OTHER)
    assert differences(on_pages(walk.archived("1"), walk.kinds), walk.kinds, {}) == []
    assert differences(on_pages(walk.archived("2"), walk.kinds), walk.kinds, second) == []


def test_rebuild_gives_the_same_bytes(walk: Walk) -> None:
    assert walk.released
    for version in ("1", "2"):
        out, _ = walk.command("archive", "rebuild", version, "--root", str(walk.root))
        assert "identical" in out, out
    walk.command("archive", "verify", "--root", str(walk.root))


def test_diff_names_the_images_that_were_replaced_and_no_other(walk: Walk) -> None:
    assert walk.released
    out, _ = walk.command("diff", "1", "2", "--root", str(walk.root), "--json")
    named = {kind.name for kind in walk.kinds if alt(kind) in out}
    assert json.loads(out)
    assert named == {kind.name for kind in walk.replaced}


class _Images(HTMLParser):
    """The files of every picture of a page, by its text alternative."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "img" and values.get("alt"):
            files = [part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()]
            self.found[values["alt"]] = [values["src"], *files]


def chapter_of(site: Path) -> Path:
    """The page of the newest HTML edition that has the pictures."""
    return max(
        path for path in site.rglob("*.html") if "Fire felter i hver sin farge" in path.read_text("utf-8")
    )


def test_publish_writes_every_image(walk: Walk) -> None:
    site, said = walk.published
    chapter = chapter_of(site)
    images = _Images()
    images.feed(chapter.read_text("utf-8"))
    second = dict.fromkeys((kind.name for kind in walk.replaced), OTHER)
    for number in range(max(len(files) for files in images.found.values())):
        seen: dict[str, Image.Image] = {}
        for kind in walk.kinds:
            files = images.found[alt(kind)]
            data = (chapter.parent / files[min(number, len(files) - 1)]).read_bytes()
            seen[kind.name] = Image.open(io.BytesIO(data))
            assert not seen[kind.name].getexif(), kind.name
            assert "icc_profile" not in seen[kind.name].info, kind.name
        assert differences(seen, walk.kinds, second) == []
    assert said == "", "what is archived was told of when it was released"


def test_a_browser_shows_every_image(walk: Walk) -> None:
    site, _ = walk.published
    chapter = chapter_of(site)
    files = {f"/{path.relative_to(site)}": path.read_bytes() for path in site.rglob("*") if path.is_file()}
    second = dict.fromkeys((kind.name for kind in walk.replaced), OTHER)
    seen = {}
    with web_support.page(1200, 900, files=files) as page:
        page.goto(f"{web_support.SITE}/{chapter.relative_to(site)}")
        for kind in walk.kinds:
            image = page.locator(f'img[alt="{alt(kind)}"]')
            image.scroll_into_view_if_needed()
            image.evaluate("image => image.decode()")
            seen[kind.name] = Image.open(io.BytesIO(image.screenshot()))
    assert differences(seen, walk.kinds, second) == []


# What is refused


@pytest.mark.parametrize("command", ["check-content", "build", "release", "preview"])
def test_what_is_not_shown_is_told_at_its_line(command: str, tmp_path: Path) -> None:
    root, files = tmp_path / "report", refused()
    lay_down(root, ())
    with (root / CHAPTER).open("a", encoding="utf-8") as chapter:
        for file in files:
            (root / "assets/bilder" / file.file).write_bytes(file.data)
            chapter.write(f"\n![Et bilde som ikke vises her](bilder/{file.file})\n")
    said = told(command, root)
    for number, file in enumerate(files):
        line = f"{CHAPTER}:{3 + 2 * number}:1: {file.code} "
        assert sum(one.startswith(line) for one in said) == 1, (file.file, said)
    assert len(said) == len(files)


def told(command: str, root: Path) -> list[str]:
    """What a command that must fail says of the images."""
    if command == "preview":
        composed = Maker(root, lambda: 0.0, rethrow).compose(lambda _stage: None)
        assert composed.proof is None
        return [line_of(item) for item in composed.diagnostics]
    err = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(err):
        assert run((command, str(root)), ENGLISH, lambda: 0.0, lambda: AUTUMN_2026) == 2
    place = f"{root.as_posix()}/"
    return [line.removeprefix(place) for line in err.getvalue().splitlines() if f"{CHAPTER}:" in line]


def test_refused_files_are_of_every_format_that_is_told_by_name() -> None:
    assert {Path(file.file).suffix for file in refused()} >= {".png", ".jpg", ".gif", ".webp", ".tif", ".bmp"}
    assert all(isinstance(file, Refused) for file in refused())


def test_an_image_that_is_used_often_is_told_of_once(tmp_path: Path, shared_verapdf: None) -> None:  # noqa: ARG001
    root = tmp_path / "report"
    [kind] = [kind for kind in KINDS if kind.name == "png-rgba"]
    lay_down(root, (kind,))
    with (root / CHAPTER).open("a", encoding="utf-8") as chapter:
        for spelling in (kind.file, f"./{kind.file}", f"/{kind.file}", "png%2Drgba.png"):
            chapter.write(f"\n![Samme bilde en gang til](bilder/{spelling})\n")

    def notes(*arguments: str) -> int:
        err = io.StringIO()
        with redirect_stdout(io.StringIO()), redirect_stderr(err):
            assert run(arguments, ENGLISH, lambda: 0.0, lambda: AUTUMN_2026) == 0, err.getvalue()
        return err.getvalue().count("RB-IMAGE-CONVERTED")

    report, where = str(root), ("--root", str(root))
    assert notes("check-content", report) == 1
    assert notes("build", report) == 1
    assert notes("publish", report) == 1, "the first one releases"
    text = (root / CHAPTER).read_text("utf-8")
    (root / CHAPTER).write_text(text.replace("\n\n", "\n\nEt nytt avsnitt.\n\n", 1), "utf-8")
    assert notes("diff", *where) == 1
    assert notes("release", report, "--note", "Et nytt avsnitt.") == 1
    # What is archived stands at other lines, and nobody can change it.
    assert notes("publish", report) == 0
    assert notes("archive", "rebuild", "v1", *where) == 0
    assert notes("diff", "v1", "v2", *where) == 0
    composed = Maker(root, lambda: 0.0, rethrow).compose(lambda _stage: None)
    assert [item.code for item in composed.diagnostics] == ["RB-IMAGE-CONVERTED"]
