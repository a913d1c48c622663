"""What a version rests on that not every version does: text in other scripts, and literature."""

from __future__ import annotations

import json
from importlib.metadata import version

import pytest

from report_builder.finish import BuildStamp
from report_builder.pipeline import rebuilding
from report_builder.pipeline.toolchain import LITERATURE, SCRIPTS, installed
from report_builder.theme.script_fonts import DISTRIBUTION, state
from tests.pipeline.releases import CHAPTER, SENTENCE, Desk

HEBREW = f"{SENTENCE} [שלום]{{lang=he}}"
pytestmark = pytest.mark.usefixtures("shared_verapdf")

BIB = "@book{berg, title = {Ord}, author = {Berg, Ida}, year = {2020}, publisher = {Tenk}}\n"


def released(desk: Desk, name: str) -> bytes:
    """The file ``name`` of the version that the archive has."""
    (found,) = desk.root.glob(f"output/archive/*/v1/content/{name}")
    return found.read_bytes()


def recorded(desk: Desk) -> dict[str, str]:
    found: dict[str, str] = json.loads(released(desk, "manifest.json"))["dependencies"]
    return found


def test_a_version_without_them_names_none_of_what_they_ask_for(desk: Desk) -> None:
    assert desk.release() == 0, desk.err
    assert recorded(desk).keys().isdisjoint((*SCRIPTS, *LITERATURE, DISTRIBUTION))
    assert DISTRIBUTION.encode() not in released(desk, "LESMEG.txt")
    assert not [*desk.root.glob("output/archive/*/v1/content/licences/Noto*")]


def test_a_version_with_words_in_another_script_names_it_and_is_built_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.edit(CHAPTER, SENTENCE, HEBREW)
    assert desk.release() == 0, desk.err
    found = recorded(desk)
    assert {name: found[name] for name in SCRIPTS} == {name: version(name) for name in SCRIPTS}
    assert found[DISTRIBUTION] == state()
    assert state().startswith(version(DISTRIBUTION))
    assert b"OFL" in released(desk, "licences/NotoSansHebrew-OFL.txt")
    assert f"# {DISTRIBUTION} {state()}".encode() in released(desk, "constraints.txt")
    readme = released(desk, "LESMEG.txt").decode()
    assert "pip install --no-deps PROGRAM/packages/scripts" in readme
    assert desk.archive("rebuild", "v1", "-o", str(desk.root / "a.pdf")) == 0, desk.err

    there = installed
    monkeypatch.setattr(BuildStamp, "__str__", lambda _: "report-builder 9.9")
    monkeypatch.setattr(rebuilding, "installed", lambda asked: there(asked) | {"python-bidi": "0.0"})
    assert desk.archive("rebuild", "v1") == 1
    assert f"python-bidi was {version('python-bidi')} and is 0.0" in desk.err
    monkeypatch.setattr(rebuilding, "installed", lambda _: {})
    assert desk.archive("rebuild", "v1") == 1
    assert f"{DISTRIBUTION} was {state()} and is " in desk.err


def test_a_version_with_literature_names_what_writes_it(desk: Desk) -> None:
    (desk.root / "content/referanser.bib").write_text(BIB, "utf-8")
    report = desk.root / "content/report.yaml"
    report.write_text(report.read_text("utf-8") + "literature: content/referanser.bib\n", "utf-8")
    desk.edit(CHAPTER, SENTENCE, f"{SENTENCE} Det står [@berg].")
    assert desk.release() == 0, desk.err
    found = recorded(desk)
    assert {name: found[name] for name in LITERATURE} == {name: version(name) for name in LITERATURE}
    assert found.keys().isdisjoint((*SCRIPTS, DISTRIBUTION))
