"""The clock was set back or is far ahead, and dates that cannot be meant."""

from __future__ import annotations

import pytest

from tests.outside.conftest import Stage
from tests.outside.promised import EMBARGO, ON
from tests.outside.scene import AUTUMN_2026, DAY, Scene

YEAR = 365.25 * DAY
COMING = "2026-12-24"

IMPOSSIBLE = pytest.mark.parametrize("date", ["0001-01-01", "2206-12-01", "9999-12-31", "2026-11-25"])


@IMPOSSIBLE
def test_a_date_of_the_first_release_that_cannot_be_meant(stage: Stage, date: str) -> None:
    """2026-11-25 is tomorrow there."""
    scene = stage("drive", 0)
    scene.assert_refused(scene.release("--date", date), date)
    assert scene.archived() == {}


@IMPOSSIBLE
@pytest.mark.parametrize("options", [(), ("--dry-run",)], ids=["release", "dry run"])
def test_a_date_of_a_correction_that_cannot_be_meant(
    stage: Stage, date: str, options: tuple[str, ...]
) -> None:
    scene = stage("drive", 1)
    scene.say("rettet")
    scene.assert_refused(scene.release("--note", "Rettet", "--date", date, *options), date)
    assert list(scene.archived()) == [1]


@pytest.mark.parametrize("key", ["published", "updated"])
@pytest.mark.parametrize("date", ["0001-01-01", "2206-12-01"])
def test_a_date_that_the_report_states(stage: Stage, key: str, date: str) -> None:
    scene = stage("drive", 0)
    facts = scene.root / "content/report.yaml"
    stated = {"published": "2020-01-02", "updated": "2020-03-04"} | {key: date}
    lines = "".join(f"{name}: {value}\n" for name, value in stated.items())
    facts.write_text(facts.read_text("utf-8") + lines, "utf-8")
    scene.assert_refused(scene.release(), "report.yaml")


@pytest.mark.parametrize("days", [1, 40])
def test_a_date_before_that_of_the_version_before(stage: Stage, days: int) -> None:
    """The clock was set back, as a machine does whose battery is empty."""
    scene = stage("drive", 1)
    before = scene.lasting()
    scene.say("rettet")
    scene.now -= days * DAY
    scene.assert_refused(scene.release("--note", "Rettet"), "2026-11-24")
    assert list(scene.archived()) == [1]
    scene.assert_kept(before)
    scene.now += days * DAY  # the cure: set it right
    assert scene.release("--note", "Rettet") == 0, scene.err


def test_a_clock_at_its_beginning(stage: Stage) -> None:
    scene = stage("drive", 1)
    scene.say("rettet")
    scene.now = 0.0
    scene.assert_refused(scene.release("--note", "Rettet"), "1970-01-01")


def test_a_clock_that_was_ahead_and_is_set_right(stage: Stage) -> None:
    """A version of 2206 stands in the archive: the next is no earlier one in silence."""
    scene = stage("drive", 1)
    right = scene.now
    scene.now = AUTUMN_2026 + 180 * YEAR
    scene.say("rettet i 2206")
    scene.release("--note", "Fra framtiden")
    scene.now = right
    status = scene.correct_and_release("rettet i dag")
    if status:
        scene.assert_refused(status)
    if 3 in scene.archived():
        pytest.fail("dated before the version before it")


def test_the_same_day_twice(stage: Stage) -> None:
    """What is right stays right."""
    scene = stage("drive", 1)
    scene.say("rettet")
    assert scene.release("--note", "Rettet") == 0, scene.err
    scene.say("rettet en gang til")
    assert scene.release("--note", "Rettet igjen") == 0, scene.err
    assert list(scene.archived()) == [1, 2, 3]


def test_an_earlier_date_of_a_first_release(stage: Stage) -> None:
    """A report that was published before it came into the archive."""
    scene = stage("drive", 0)
    assert scene.release("--date", "2019-12-04") == 0, scene.err
    assert scene.publish() == 0, scene.err
    assert "2019-12-04" in scene.pages()["notat/versions.json"].decode()


@pytest.mark.parametrize("time", [0, 23.99])
def test_an_hour_around_midnight(stage: Stage, time: float) -> None:
    """Today in Oslo is never a coming date, whatever the hour is elsewhere."""
    scene = stage("drive", 0)
    midnight = AUTUMN_2026 - 13 * 3600  # in Oslo
    scene.now = midnight + time * 3600
    assert scene.release() == 0, scene.err
    scene.say("rettet")
    assert scene.release("--note", "Rettet", "--date", "2026-11-23") == 0, scene.err


def embargoed(stage: Stage) -> Scene:
    scene = stage("drive", 1)
    scene.say("rettet, men ikke ennå")
    assert scene.release("--note", "Kommer til jul", "--date", COMING, EMBARGO) == 0, scene.err
    return scene


def assert_hidden(scene: Scene) -> None:
    pages = scene.pages()
    assert [address for address in pages if address.startswith("notat/v2/")] == []
    assert [
        address
        for address, data in pages.items()
        for word in (b"Kommer til jul", COMING.encode(), b"24. desember")
        if word in data
    ] == []


def test_an_embargo(stage: Stage) -> None:
    scene = embargoed(stage)
    before = scene.pages()
    assert scene.publish() == 0, scene.err
    assert_hidden(scene)
    scene.assert_kept({key: before[key] for key in scene.lasting()})
    assert scene.publish(ON, COMING) == 0, scene.err
    shown = scene.pages()
    assert "notat/v2/notat.pdf" in shown
    assert b"Kommer til jul" in shown["notat/atom.xml"]
    assert scene.publish(ON, COMING) == 0, scene.err
    assert scene.pages() == shown


@pytest.mark.parametrize("options", [(), (ON, "2026-12-01")], ids=["the clock", "an earlier day"])
def test_what_was_shown_is_not_hidden_again_in_silence(stage: Stage, options: tuple[str, ...]) -> None:
    scene = embargoed(stage)
    assert scene.publish(ON, COMING) == 0, scene.err
    before = scene.lasting()
    scene.assert_refused(scene.publish(*options), "v2")
    scene.assert_kept(before)


def test_an_embargo_for_a_day_that_is_past(stage: Stage) -> None:
    scene = stage("drive", 1)
    scene.say("rettet")
    scene.assert_refused(scene.release("--note", "Rettet", "--date", "2019-01-01", EMBARGO), "2019-01-01")


def test_a_release_while_another_waits(stage: Stage) -> None:
    """A correction today, dated before a version that is embargoed: refused, or the embargo holds."""
    scene = embargoed(stage)
    second = scene.archived()[2]
    status = scene.correct_and_release("haster")
    if status:
        scene.assert_refused(status, COMING)
    assert scene.archived()[2] == second
    assert scene.publish() == 0, scene.err
    assert_hidden(scene)
