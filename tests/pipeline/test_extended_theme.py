"""A version whose theme extends others has all of them, and is built again from them alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.terms import font_terms
from report_builder.pipeline.versions import open_shelf
from report_builder.theme.builtin import font
from tests.pipeline.releases import Desk
from tests.theme.test_licences import retold

pytestmark = pytest.mark.usefixtures("shared_verapdf")

THEMES = "source/assets/themes"


def test_every_theme_is_stored_with_its_fonts_and_their_licences(
    good_report: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(good_report, capsys)
    desk.edit(
        "content/report.yaml",
        'published: 2020-01-02\nupdated: 2020-03-04\nversion: "1.0"\n',
        "theme: eget\n",
    )
    written = {
        "eget": "extends: felles\nimage_ppi: 150\nlogo: {back: top-right}\n",
        "felles": "extends: noktern\nfonts: {sans: {bold: Egen.ttf}}\nlogo: {file: merke/logo.png, alt: M}\n",
    }
    for name, text in written.items():
        folder = desk.root / f"assets/themes/{name}"
        folder.mkdir(parents=True)
        (folder / "theme.yaml").write_text(text, "utf-8")
    (desk.root / "assets/themes/felles/Egen.ttf").write_bytes(retold(font("Literata-Regular.ttf")))
    logo = desk.root / "assets/themes/felles/merke/logo.png"
    logo.parent.mkdir()
    Image.new("RGBA", (60, 20), (0, 0, 90, 200)).save(logo)
    assert desk.release() == 0, desk.err
    shelf = open_shelf(desk.root, Diagnostics())
    assert shelf is not None
    files = dict(shelf.archive.read_all(shelf.object_id, 1).value or {})
    assert {f"{THEMES}/{name}/theme.yaml" for name in ("eget", "felles", "noktern")} <= set(files)
    assert f"{THEMES}/felles/merke/logo.png" in files
    assert "licences/felles/Egen.txt" in files
    assert "licences/SourceSans3-OFL.txt" in files
    terms = font_terms(files)
    assert terms[f"{THEMES}/felles/Egen.ttf"] == ("licences/felles/Egen.txt",)
    assert terms["edition/utseende/sans-bold.woff2"] == ("licences/felles/Egen.txt",)
    assert terms["edition/utseende/sans-regular.woff2"] == ("licences/SourceSans3-OFL.txt",)
    monkeypatch.setattr("report_builder.theme.builtin.themes", lambda: ())
    monkeypatch.setattr("report_builder.theme.builtin.fonts", lambda: ())
    assert desk.archive("rebuild", "v1") == 0, desk.err
    assert "v1 is identical" in desk.out
