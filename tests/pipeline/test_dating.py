"""No version is dated as it cannot be, and none is shown before its day."""

from __future__ import annotations

import pytest

from tests.pipeline.releases import DAY, SENTENCE, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

TODAY = "2026-11-23"


@pytest.mark.parametrize("again", [False, True], ids=["first", "second"])
@pytest.mark.parametrize(
    ("day", "embargo", "says"),
    [
        ("2206-12-01", False, "more than a year from now"),
        ("2206-12-01", True, "more than a year from now"),
        ("2027-11-25", True, "more than a year from now"),
        ("0001-01-01", False, ""),
        ("1899-12-31", True, ""),
        ("2026-11-24", False, "is in the future (today is 2026-11-23)"),
    ],
)
def test_a_date_that_cannot_be_is_refused(
    request: pytest.FixtureRequest, again: bool, day: str, embargo: bool, says: str
) -> None:
    at: Desk = request.getfixturevalue("released" if again else "desk")
    if again:
        at.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    options = ["--note", "Rettet.", "--date", day, *(["--embargo"] if embargo else [])]
    assert at.release(*options) == 2
    assert "RB-RELEASE-DATE" in at.err
    assert says in at.err
    assert len(at.versions()) == int(again)


def test_a_date_of_the_report_is_held_to_the_same(desk: Desk) -> None:
    path = desk.root / "content/report.yaml"
    path.write_text(path.read_text("utf-8") + "published: 2206-01-02\n", "utf-8")
    assert desk.release() == 2
    assert "content/report.yaml" in desk.err
    assert "RB-RELEASE-DATE" in desk.err


def test_a_clock_that_was_set_back_is_told(released: Desk) -> None:
    released.now -= 40 * DAY
    assert released.release() == 0  # nothing to release, nothing to date
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    assert released.release("--note", "Rettet.") == 2
    assert f"version 2 would be dated 2026-10-14, and version 1 is dated {TODAY}" in released.err
    assert "is the clock of this machine right?" in released.err
    assert len(released.versions()) == 1
    assert released.release("--note", "Rettet.", "--date", TODAY) == 2  # to come, by that clock
    released.now += 40 * DAY
    assert released.release("--note", "Rettet.", "--date", TODAY) == 0


def shown(desk: Desk) -> list[str]:
    site = desk.root / "output/site/current/www"
    return sorted(path.name for path in (site / "notat").glob("v?")) if site.exists() else []


def files(desk: Desk) -> dict[str, bytes]:
    site = desk.root / "output/site/current/www"
    found = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def publish(desk: Desk, *options: str) -> int:
    return desk.command("publish", str(desk.root), *options)


def test_what_is_under_embargo_is_shown_from_its_day_on(released: Desk) -> None:
    released.edit("content/chapters/drofting.md", SENTENCE, "En hemmelighet.")
    assert released.release("--note", "Hemmelig nytt", "--date", "2026-12-01", "--embargo") == 0, released.err
    assert publish(released) == 0, released.err
    assert "RB-EMBARGO note: version 2 is dated 2026-12-01" in released.err
    assert shown(released) == ["v1"]
    for path, data in files(released).items():
        assert b"emmelig" not in data, path
        assert b"2026-12-01" not in data, path
    released.now += 7 * DAY  # 30 November
    assert publish(released) == 0
    assert "unchanged" in released.out
    # Nobody shows it by looking: the folder that is served is for the days that have come.
    assert publish(released, "--on", "2026-12-01") == 2
    assert "RB-EMBARGO" in released.err
    assert shown(released) == ["v1"]
    proof = released.root / "proof"
    assert publish(released, "--on", "2026-12-01", "--output", str(proof)) == 0, released.err
    assert (proof / "current/www/notat/v2").is_dir()
    released.now += DAY
    assert publish(released) == 0
    assert shown(released) == ["v1", "v2"]
    newest = files(released)
    assert b"emmelig" in newest["notat/v2/rapport/sok.js"], "the search looks through what is shown"
    # The same archive and day, the same bytes; and what was shown stays, whatever the clock says.
    released.now += 30 * DAY
    assert publish(released) == 0
    assert "unchanged" in released.out
    assert files(released) == newest
    released.now -= 38 * DAY
    assert publish(released) == 2
    assert "RB-EMBARGO v2 is dated 2026-12-01, and is already published" in released.err
    assert files(released) == newest


def test_nothing_is_released_for_a_day_on_which_nothing_would_be_shown(desk: Desk) -> None:
    """A first version is for ever, and the site that it was made for would not be written."""
    before = sorted(desk.root.rglob("*"))
    assert publish(desk, "--on", "2020-01-01") == 2
    assert "RB-EMBARGO the first version would be dated " in desk.err
    assert "nothing was released" in desk.err
    assert sorted(desk.root.rglob("*")) == before
    assert desk.versions() == []


def test_an_embargo_without_a_day_to_come_is_told(released: Desk) -> None:
    released.edit("content/chapters/drofting.md", SENTENCE, "En hemmelighet.")
    for options in ([], ["--date", TODAY]):
        assert released.release("--note", "Nytt", "--embargo", *options) == 2
        assert "holds nothing back" in released.err
    assert len(released.versions()) == 1


def test_a_first_version_under_embargo_shows_nothing(desk: Desk) -> None:
    assert desk.release("--date", "2026-12-01", "--embargo") == 0, desk.err
    assert publish(desk) == 2
    assert f"RB-EMBARGO nothing is to be shown on {TODAY}" in desk.err
    assert not (desk.root / "output/site").exists()
    desk.now += 8 * DAY
    assert publish(desk) == 0, desk.err
    assert shown(desk) == ["v1"]


def test_no_version_is_dated_before_one_under_embargo(released: Desk) -> None:
    released.edit("content/chapters/drofting.md", SENTENCE, "En hemmelighet.")
    assert released.release("--note", "Nytt", "--date", "2026-12-01", "--embargo") == 0
    released.edit("content/chapters/drofting.md", "En hemmelighet.", "Noe annet.")
    assert released.release("--note", "Mer") == 2
    assert "RB-RELEASE-DATE version 3 would be dated" in released.err
    assert "is under an embargo, release with --date 2026-12-01 --embargo" in released.err


def test_an_embargoed_version_that_came_out_can_be_taken_down(released: Desk) -> None:
    """The clock was ahead, and is right again."""
    released.edit("content/chapters/drofting.md", SENTENCE, "En hemmelighet.")
    assert released.release("--note", "Hemmelig nytt", "--date", "2026-12-01", "--embargo") == 0, released.err
    released.now += 30 * DAY
    assert publish(released) == 0, released.err
    released.now -= 30 * DAY
    assert publish(released) == 2
    # What the message says works, for what stands there already.
    assert publish(released, "--on", "2026-12-01") == 0, released.err
    assert shown(released) == ["v1", "v2"]
    assert released.command("withdraw", "v2", "--reason", "For tidlig ute", "--root", str(released.root)) == 0
    for _ in range(2):
        assert publish(released) == 0, released.err
        for path, data in files(released).items():
            assert b"emmelig" not in data, path
    assert "For tidlig ute" in files(released)["notat/v2/index.html"].decode()
