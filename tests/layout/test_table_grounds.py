"""Grounds in tables: under the head and under every second row, readable, decoration, on every page."""

from __future__ import annotations

import re
import shutil
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from report_builder.check.page_contrast import faint_words
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.production import load as read
from report_builder.pipeline.production import make
from report_builder.pipeline.stages import Stages
from report_builder.publish.theme_css import theme_css
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.said import english
from tests.sample_reports import make_folder
from tests.theme.test_extends import FILE, load, write
from tests.verify_support import failures

HEAD, STRIPE = "#203040", "#E8EEF4"
ROWS = 70
LARGE = 2500
"""How many points a ground has at the least, of those of a page."""
LINK = "[lenke](https://www.example.org)"
TABLE = "\n".join(
    [
        f"| Nummer | Hva {LINK} | Antall |",
        "| --- | --- | ---: |",
        *(f"| Rad {number} | Ord og {LINK} og `kode` | {number} |" for number in range(1, ROWS + 1)),
    ]
)
FORM = """::: fill-table {rows=3}
| Hva | Svar |
|:---|:---|
| Bil | |
| Båt | |
:::
"""


def theme_text(base: str) -> str:
    return (
        f'extends: {base}\npalette: {{hode: "{HEAD}", stripe: "{STRIPE}"}}\n'
        f"tables: {{head_ground: hode, head_ink: paper, stripe: stripe}}\n"
    )


@cache
def built(base: str, chapter: str) -> bytes:
    root = make_folder(f"# Kapittel\n\nTekst.\n\n{chapter}\n")
    try:
        facts = root / "content" / "report.yaml"
        facts.write_text(re.sub("(?m)^theme:.*\n", "", facts.read_text("utf-8")) + "theme: eget\n", "utf-8")
        write(root, eget=theme_text(base))
        diagnostics, stages = Diagnostics(), Stages(lambda: 0.0, lambda _: None)
        loaded = read(SourceFiles(root), diagnostics, stages)
        made = None if loaded is None else make(*loaded, diagnostics, stages)
    finally:
        shutil.rmtree(root)
    assert made is not None, [english(item.message) for item in diagnostics.items]
    return made.pdf


def painted(pdf: bytes, page: int) -> set[str]:
    """The colours of a page that are those of grounds."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[page].render(scale=1).to_pil().convert("RGB")
    shares = picture.getcolors(picture.width * picture.height)
    return {"#{:02X}{:02X}{:02X}".format(*colour) for count, colour in shares if count > LARGE}


def pages_with(pdf: bytes, word: str) -> list[int]:
    return [page for page, one in enumerate(PdfReader(BytesIO(pdf)).pages) if word in one.extract_text()]


@pytest.mark.parametrize("base", ["konstruktiv", "noktern"])
def test_every_page_of_a_table_has_its_head_and_its_stripes_and_conforms(base: str) -> None:
    pdf = built(base, TABLE)
    pages = pages_with(pdf, "Nummer")
    assert len(pages) > 1
    for page in pages:
        assert painted(pdf, page) >= {HEAD, STRIPE, "#FFFFFF"}
    assert not list(faint_words(pdf))
    assert failures(pdf) == []


def test_a_row_that_is_divided_has_its_stripe_on_both_pages() -> None:
    long = " ".join(f"ord{number}" for number in range(2600))
    pdf = built("konstruktiv", f"| En | To |\n| --- | --- |\n| a | b |\n| {long} | d |\n")
    pages = pages_with(pdf, "ord99")
    assert len(pages) > 1
    assert all(STRIPE in painted(pdf, page) for page in pages)


def test_where_readers_write_there_are_no_stripes() -> None:
    pdf = built("konstruktiv", FORM)
    (page,) = pages_with(pdf, "Svar")
    assert HEAD in painted(pdf, page)
    assert STRIPE not in painted(pdf, page)


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ("head_ground: ink", "'ink' on 'ink'"),
        ("head_ground: muted", "'ink' on 'muted'"),
        ("head_ground: tint, head_ink: paper", "'paper' on 'tint'"),
        ("stripe: tint_strong", "'signal' on 'tint_strong'"),
        ("stripe: ink", "'ink' on 'ink'"),
        ("stripe: sand", "'stripe' cannot be 'sand'"),
        ("head_ground: sand", "'head_ground' cannot be 'sand'"),
        ("head_ground: ink, head_ink: none", "'head_ink' cannot be 'none'"),
    ],
)
def test_what_could_not_be_read_is_told_at_its_line(tmp_path: Path, tables: str, says: str) -> None:
    write(tmp_path, eget=f"extends: konstruktiv\n\ntables: {{{tables}}}\n")
    theme, told = load(tmp_path)
    assert theme is None
    assert any(one.startswith(f"{FILE}:3:") and says in one for one in told), told


def test_the_site_has_the_same_grounds(tmp_path: Path) -> None:
    plain = load_theme("konstruktiv").value
    assert plain is not None
    assert "stripe" not in theme_css(plain)
    write(tmp_path, eget=theme_text("konstruktiv"))
    theme, told = load(tmp_path)
    assert theme is not None, told
    for name, ground in (("head-ground", HEAD), ("head-ink", "#FFFFFF"), ("stripe", STRIPE)):
        assert f"--{name}: {ground.lower()};" in theme_css(theme)
