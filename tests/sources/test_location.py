"""What is written as the place of an archive is a folder on purpose, or a whole address, or told."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from report_builder.diagnostics import Diagnostics
from report_builder.settings import read_settings
from report_builder.sources.location import STORES, Address, location, location_fault
from tests.said import english

HERE = (False, True)
"""On a machine with Windows, and on others."""

FOLDERS = [
    "archive",
    "../felles arkiv",
    "/srv/arkiv",
    "./~kari",
    "./lager:2026",
    "a: b # c",
    "100% ferdig",
    "pris $ 5",
    "årsrapport",
    "2026/arkiv",
    "a@b",
]
OF_WINDOWS = ["C:\\arkiv", "d:/arkiv", r"\\tjener\felles\arkiv", "//tjener/felles", r"..\arkiv", "C:arkiv"]
NO_FOLDERS = [
    "",
    "  ",
    "~/arkiv",
    "~kari",
    "$HOME/arkiv",
    "${HOME}/arkiv",
    "$(pwd)/arkiv",
    "$env:USERPROFILE/arkiv",
    "/srv/$USER/arkiv",
    "%USERPROFILE%\\arkiv",
    "%ProgramFiles(x86)%/arkiv",
    "ny\nplass",
    "minlager:arkiv",
    "mailto:a",
]
NO_STORES = [
    "memory",
    "file",
    "local",
    "http",
    "https",
    "zip",
    "tar",
    "ftp",
    "sftp",
    "reference",
    "data",
    "x",
]


def hint_of(text: str, *, windows: bool = False) -> str:
    fault = location_fault(text, windows=windows)
    assert fault is not None
    return english(fault[1])


@pytest.mark.parametrize("windows", HERE)
def test_what_can_be_meant_is_a_folder(windows: bool, tmp_path: Path) -> None:
    for text in [*FOLDERS, *(OF_WINDOWS if windows else [])]:
        if windows and text == "a: b # c":
            continue
        assert location_fault(text, windows=windows) is None, text
        assert location(text, tmp_path) == tmp_path / text


@pytest.mark.parametrize("windows", HERE)
def test_what_cannot_be_meant_is_told(windows: bool) -> None:
    for text in [*NO_FOLDERS, *([] if windows else OF_WINDOWS)]:
        fault = location_fault(text, windows=windows)
        assert fault is not None, text
        assert english(fault[0]), text
        assert english(fault[1]), text


@pytest.mark.parametrize("spelling", [str.lower, str.upper])
def test_every_store_has_one_address(spelling: object, tmp_path: Path) -> None:
    for protocol in STORES:
        text = f"{protocol.upper() if spelling is str.upper else protocol}://Lager/rapporter/"
        assert location_fault(text) is None
        assert location(text, tmp_path) == Address(f"{protocol}://Lager/rapporter")


def test_an_address_that_lost_its_slashes_is_told_with_them() -> None:
    for protocol, between, rest in product(
        STORES, (":", ":/", ":///", ":\\\\"), ("lager", "lager/rapporter")
    ):
        text = f"{protocol}{between}{rest}"
        if "://" not in text:
            assert hint_of(text).endswith(f" {protocol}://{rest}"), text
        else:
            assert location_fault(text) is not None, text
    assert "'./minlager:arkiv'" in hint_of("minlager:arkiv")
    assert "./" not in hint_of("minlager:arkiv", windows=True)


def test_what_keeps_no_archive_is_told() -> None:
    for protocol in NO_STORES:
        for text in (f"{protocol}://lager/arkiv", f"{protocol.upper()}://lager", f"{protocol}::s3://lager/a"):
            assert location_fault(text) is not None, text
    for text in ("s3 ://lager", "-s3://lager", "'s3://lager'", "s3://", "://", "s3::memory://lager"):
        assert location_fault(text) is not None, text


def test_a_folder_that_is_written_as_an_address_is_told_as_a_folder() -> None:
    for text in (
        "file:///srv/ny%20plass",
        "file://localhost/srv/ny plass",
        "file:/srv/ny plass",
        "local:///srv/ny plass",
    ):
        assert "'/srv/ny plass'" in hint_of(text), text
    assert "'C:/arkiv'" in hint_of("file:///C:/arkiv")
    assert "'arkiv'" in hint_of("file:arkiv")


def test_nothing_said_repeats_a_secret() -> None:
    for text in (
        "s3://kari:hemmelig@lager/a",
        "s3:kari:hemmelig@lager",
        "https://kari:hemmelig@lager",
        "file:kari:hemmelig@x",
    ):
        fault = location_fault(text)
        assert fault is not None
        assert "hemmelig" not in english(fault[0]) + english(fault[1])


VALUES = {
    **dict.fromkeys(("true", "No", "off", "2026", "1.5", "-3", "1_000"), "RB-WRONG-TYPE"),
    **{f'"{text}"': "" for text in ("true", "2026")},
    '""': "RB-EMPTY",
    "s3:lager": "RB-VALUE",
    "output/site": "RB-VALUE",
    "output/site/arkiv": "RB-VALUE",
    "content/arkiv": "RB-VALUE",
    ".": "RB-VALUE",
    "..": "RB-VALUE",
    "fil.txt": "RB-VALUE",
    "fil.txt/arkiv": "RB-VALUE",
    "2026-11/arkiv": "",
    "output/arkiv": "",
    "S3://lager/rapporter": "",
}


@pytest.mark.parametrize("value", VALUES)
def test_it_is_told_where_it_is_written(value: str, tmp_path: Path) -> None:
    (tmp_path / "fil.txt").write_text("ingen mappe", "utf-8")
    (tmp_path / "settings.yaml").write_text(f"# Arkivet\ntimezone: Europe/Oslo\narchive: {value}\n", "utf-8")
    diagnostics = Diagnostics()
    settings = read_settings(tmp_path, diagnostics)
    assert [item.code for item in diagnostics.items] == ([VALUES[value]] if VALUES[value] else [])
    assert (settings is None) == bool(VALUES[value])
    for item in diagnostics.items:
        assert (str(item.span), bool(item.hint)) == ("settings.yaml:3:10", True)
