"""Real builds: which pages count as changed, where marks come from, what is heard, what is wrong."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from report_builder.diagnostics import Diagnostic
from report_builder.preview.build_result import Composed, Superseded
from report_builder.preview.gallery import Gallery
from report_builder.preview.positions import Found, at_line, at_point
from report_builder.preview.session import View
from report_builder.preview.speech import Spoken
from report_builder.preview.staged_build import Maker
from tests.batches import BATCH, BATCH_PATH, TABLE, TABLE_PATH, write_batch
from tests.preview.live import lengthen, rethrow
from tests.said import plain

NOTE = "content/chapters/drofting.md"


def compose(root: Path) -> Composed:
    return Maker(root, lambda: 0.0, rethrow).compose(lambda _stage: None)


def changed_pages(root: Path, path: str, old: str, new: str) -> list[int]:
    before = compose(root).proof
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")
    after = compose(root).proof
    assert before is not None
    assert after is not None
    assert len(before.sheets) == len(after.sheets)
    return [n for n, (a, b) in enumerate(zip(before.sheets, after.sheets, strict=True)) if a != b]


@pytest.fixture
def long_report(good_report: Path) -> Path:
    lengthen(good_report, 3)
    return good_report


def test_the_same_sources_give_the_same_pages(long_report: Path) -> None:
    assert changed_pages(long_report, NOTE, "Drøfting", "Drøfting") == []


def test_one_page_changes_with_its_text(long_report: Path) -> None:
    path = "content/chapters/kapittel-2.md"
    assert len(changed_pages(long_report, path, "Kapittel 2, avsnitt 3", "Kapittel 2, avsnitt 4")) == 1


def test_a_letter_that_takes_the_code_of_another_is_a_change(long_report: Path) -> None:
    # In the file both are the same byte: the first letter outside ASCII of its font.
    path = "content/chapters/kapittel-1.md"
    for name in ("kapittel-2.md", "kapittel-3.md"):
        (long_report / "content/chapters" / name).write_text("# Plain\n\nPlain.\n", "utf-8")
    (long_report / path).write_text("# Plain\n\nα α α\n", "utf-8")
    assert changed_pages(long_report, path, "α", "β") != []


def test_an_image_that_is_replaced_is_a_change(long_report: Path) -> None:
    from PIL import Image

    before = compose(long_report).proof
    image = long_report / "assets/bilder/rute.png"
    with Image.open(image) as picture:
        size = picture.size
    Image.new("RGB", size, (200, 10, 10)).save(image)
    after = compose(long_report).proof
    assert before is not None
    assert after is not None
    assert sum(a != b for a, b in zip(before.sheets, after.sheets, strict=True)) == 1


def test_a_report_that_is_gone_is_a_fault_like_others_and_is_seen_when_it_is_back(good_report: Path) -> None:
    """An editor, or git, may take the file away for a moment; the preview must live (row 55)."""
    facts = good_report / "content/report.yaml"
    facts.rename(good_report / "away")
    gone = compose(good_report)
    assert gone.proof is None
    assert [found.code for found in gone.diagnostics] == ["RB-FILE-MISSING"]
    assert gone.timings == ()
    assert not gone.followed.changed()
    (good_report / "away").rename(facts)
    assert gone.followed.changed()


def test_pages_have_the_numbers_that_are_printed_on_them(good_report: Path) -> None:
    proof = compose(good_report).proof
    assert proof is not None
    assert [sheet.label for sheet in proof.sheets][:6] == ["i", "ii", "iii", "iv", "1", "2"]
    assert round(proof.sheets[0].height / proof.sheets[0].width, 3) == 1.414


def found(root: Path, path: str, line: int) -> tuple[Found | None, Found | None]:
    """Find a line on its page, and from there the line again."""

    async def both() -> tuple[Found | None, Found | None]:
        composed = compose(root)
        assert composed.proof is not None
        gallery = Gallery()
        await gallery.show(composed.proof)
        view = View(1, proof=composed.proof, texts=composed.texts)
        try:
            there = await at_line(view, gallery, path, line, composed.texts)
            if there is None:
                return None, None
            left, top, right, bottom = there.box
            return there, await at_point(view, gallery, there.page, (left + right) / 2, (top + bottom) / 2)
        finally:
            gallery.close()

    return asyncio.run(both())


@pytest.mark.parametrize(
    ("path", "line", "block"),
    [
        ("content/chapters/innledning.md", 1, 1),
        ("content/chapters/innledning.md", 3, 3),
        ("content/chapters/innledning.md", 4, 3),
        ("content/chapters/innledning.md", 9, 9),
        (NOTE, 3, 3),
        (NOTE, 5, 5),
        (NOTE, 9, 7),
    ],
)
def test_every_block_leads_to_its_place_and_back(good_report: Path, path: str, line: int, block: int) -> None:
    there, back = found(good_report, path, line)
    assert there is not None
    assert back is not None
    assert (there.path, there.line) == (back.path, back.line)
    assert abs(there.line - block) <= 2
    assert there.page >= 4


def test_the_cover_leads_to_the_facts(good_report: Path) -> None:
    there, _ = found(good_report, "content/report.yaml", 1)
    assert there is not None
    assert (there.path, there.page) == ("content/report.yaml", 0)


def test_what_no_page_shows_leads_nowhere(good_report: Path) -> None:
    assert found(good_report, "content/findings.yaml", 1) == (None, None)


def heard(root: Path) -> tuple[Spoken, ...]:
    maker = Maker(root, lambda: 0.0, rethrow)
    maker.compose(lambda _stage: None)
    completed = maker.complete(lambda _stage: None)
    assert completed.diagnostics == ()
    assert completed.heard is not None
    return completed.heard


def test_roles_languages_and_alternatives_are_read_aloud(good_report: Path) -> None:
    chapter = good_report / NOTE
    chapter.write_text(
        chapter.read_text("utf-8") + "\n- en\n- to\n\n[Good day]{lang=en} og `farvel`.\n\n```\nkode\n```\n",
        "utf-8",
    )
    spoken = heard(good_report)
    said = [(item.role, "".join(part.text for part in item.said).split()) for item in spoken]
    assert ("Overskrift nivå 1", ["2", "Drøfting"]) in said
    assert ("Figur", ["To", "flater", "i", "to", "farger"]) in said
    assert ("Tabell, kolonner: 2, rader: 3", []) in said
    assert ("Kolonneoverskrift", ["Tall"]) in said
    items = said[said.index(("Liste, 2 punkter", [])) + 1 :][:2]
    assert items == [("Punkt 1 av 2", ["en"]), ("Punkt 2 av 2", ["to"])]
    assert said[said.index(("Kode", [])) + 1] == ("", ["kode"])
    assert ("Avsnitt", ["Good", "day", "og", "farvel."]) in said
    parts = [part for item in spoken for part in item.said]
    assert any((part.text.strip(), part.language) == ("Good day", "en") for part in parts)
    assert any(part.role == "lenke" for part in parts)
    assert spoken[0].page == 0


def test_a_fault_has_its_place_and_the_files_that_mend_it(good_report: Path) -> None:
    (good_report / "assets/bilder/rute.png").unlink()
    composed = compose(good_report)
    assert composed.proof is None
    assert [item.code for item in composed.diagnostics] == ["RB-IMAGE-MISSING"]
    assert "assets/bilder/rute.png" in composed.followed.paths
    assert composed.texts[NOTE][0] == "# Drøfting {#drofting}"


def test_a_fault_of_our_own_is_told_and_the_preview_lives(
    good_report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    told: list[Exception] = []

    def tell(fault: Exception) -> Diagnostic:
        told.append(fault)
        return Diagnostic("RB-INTERNAL", plain("ours"))

    maker = Maker(good_report, lambda: 0.0, tell)
    with monkeypatch.context() as patched:
        patched.setattr("report_builder.layout.lay_out", broken)
        composed = maker.compose(lambda _stage: None)
    assert (composed.proof, [item.code for item in composed.diagnostics]) == (None, ["RB-INTERNAL"])
    assert isinstance(told[0], ZeroDivisionError)
    assert maker.compose(lambda _stage: None).proof is not None


def test_a_build_is_given_up_between_two_stages(good_report: Path) -> None:
    begun: list[str] = []

    def check(stage: str) -> None:
        begun.append(stage)
        if stage == "layout":
            raise Superseded

    with pytest.raises(Superseded):
        Maker(good_report, lambda: 0.0, rethrow).compose(check)
    assert begun == ["read", "theme", "layout"]


def test_a_block_in_two_columns_is_found_in_both(good_report: Path) -> None:
    theme = good_report / "assets/themes/to/theme.yaml"
    theme.parent.mkdir(parents=True)
    theme.write_text(
        "extends: konstruktiv\npage: {columns: 2, inner: 63, text_width: 226, margin_width: 0}\n", "utf-8"
    )
    facts = good_report / "content/report.yaml"
    written = "".join(line for line in facts.read_text("utf-8").splitlines(True) if "theme:" not in line)
    facts.write_text(f"{written}theme: to\n", "utf-8")
    text = (
        "# Drøfting\n\n" + "\n\n".join(f"{number} " + "Ord og flere ord. " * 24 for number in range(3)) + "\n"
    )
    (good_report / NOTE).write_text(text, "utf-8")

    async def at_points() -> list[set[int]]:
        composed = compose(good_report)
        assert composed.proof is not None
        gallery = Gallery()
        await gallery.show(composed.proof)
        view = View(1, proof=composed.proof, texts=composed.texts)
        try:
            there = await at_line(view, gallery, NOTE, 5, composed.texts)
            assert there is not None
            points = [(x, y) for x in (120.0, 400.0) for y in range(79, 754, 10)]
            found = [(x, await at_point(view, gallery, there.page, x, y)) for x, y in points]
        finally:
            gallery.close()
        places = [(x, one) for x, one in found if one and one.path == NOTE]
        assert all(one.box.right - one.box.left <= 227 for _, one in places)
        return [{one.line for x, one in places if (x < 297) is left} for left in (True, False)]

    left, right = asyncio.run(at_points())
    assert left - {1} == {3, 5}
    assert right - {1} == {5, 7}


def test_of_a_report_for_many_units_that_of_the_first_is_shown(good_report: Path) -> None:
    composed = compose(write_batch(good_report))
    assert composed.proof is not None, composed.diagnostics
    assert composed.proof.title == "Trivsel i Nord"
    assert {BATCH_PATH, TABLE_PATH} <= composed.followed.paths
    assert not composed.followed.changed()
    write_batch(good_report, table=TABLE.replace("Nord", "Nordvest"))
    assert composed.followed.changed()
    again = compose(good_report).proof
    assert again is not None
    assert again.title == "Trivsel i Nordvest"


def test_units_that_come_later_are_seen(good_report: Path) -> None:
    composed = compose(good_report)
    assert not composed.followed.changed()
    write_batch(good_report)
    assert composed.followed.changed()


def test_what_is_wrong_with_units_is_told(good_report: Path) -> None:
    composed = compose(write_batch(good_report, batch=BATCH.replace("navn", "navm")))
    assert composed.proof is None
    assert BATCH_PATH in {item.span.path for item in composed.diagnostics if item.span}
