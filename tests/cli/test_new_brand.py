"""``report-builder new --brand``: a report that begins with a brand file and its fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.cli.app import run
from report_builder.language.catalogue import languages
from tests.said import ENGLISH
from tests.theme.test_brand import FULL, LIGHT_DARK, MINIMAL, put


def new(*arguments: str) -> int:
    return run(["new", *arguments], ENGLISH, lambda: 0.0)


@pytest.mark.parametrize("language", languages())
def test_the_file_its_fonts_and_the_name_of_its_owner_come_along(tmp_path: Path, language: str) -> None:
    put(tmp_path, FULL, "felles/_brand.yml")
    root, brand = tmp_path / "rapport", tmp_path / "felles/_brand.yml"
    assert new(str(root), "--language", language, "--brand", str(brand)) == 0
    assert (root / "content/_brand.yml").read_text("utf-8") == brand.read_text("utf-8")
    fonts = sorted(path.name for path in (root / "content/skrifter").iterdir())
    assert fonts == ["Innbilt-Bold.ttf", "Innbilt-Italic.ttf", "Innbilt-Regular.ttf"]
    assert 'publisher: "Etaten for innbilte tall"' in (root / "content/report.yaml").read_text("utf-8")
    assert run(["check-content", str(root)], ENGLISH, lambda: 0.0) == 0


@pytest.mark.parametrize("brand", [LIGHT_DARK, MINIMAL])
def test_the_file_may_have_another_name(tmp_path: Path, brand: str) -> None:
    put(tmp_path, brand, "felles/etaten.yml")
    assert new(str(tmp_path / "rapport"), "--brand", str(tmp_path / "felles/etaten.yml")) == 0
    assert (tmp_path / "rapport/content/_brand.yml").exists()


def test_a_faulty_file_is_told_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, "color: [\n", "felles/_brand.yml")
    assert new(str(tmp_path / "rapport"), "--brand", str(tmp_path / "felles/_brand.yml")) == 2
    assert "felles/_brand.yml:1:8: RB-YAML-SYNTAX" in capsys.readouterr().err
    assert not (tmp_path / "rapport").exists()
    assert new(str(tmp_path / "rapport"), "--brand", str(tmp_path / "borte.yml")) == 2
