"""When a day begins: the same moment for the calendar, for a PDF, for XMP and for a feed, in every zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from report_builder.check.metadata import PRISM, XMP, moment, read_packet
from report_builder.finish.metadata import info, xmp
from report_builder.model.days import first_moment, written
from report_builder.pipeline.drafting import today_in
from tests.finish.synthetic import make_report

FACTS = make_report().publication
ZONES = sorted(zone for zone in available_timezones() if zone != "localtime")
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
HARD = (
    ("Europe/Oslo", date(2026, 12, 31)),
    ("Europe/Oslo", date(2026, 3, 29)),
    ("Europe/Oslo", date(2026, 10, 25)),
    ("Europe/Oslo", date(2026, 10, 26)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 5)),
    ("Pacific/Kiritimati", date(2027, 1, 1)),
    ("Asia/Kathmandu", date(2026, 2, 28)),
    ("America/Santiago", date(2024, 9, 8)),  # the clocks are put forward at midnight
    ("America/Havana", date(2024, 11, 3)),  # put back to midnight, which comes twice
    ("America/St_Johns", date(2010, 11, 7)),  # put back to the day before, a minute after midnight
    ("Europe/Amsterdam", date(1930, 1, 1)),  # clocks were set by the sun
    ("Africa/Monrovia", date(1971, 12, 31)),
    ("Pacific/Apia", date(2011, 12, 30)),  # a day that never was
    ("America/New_York", date.max),
    ("Pacific/Kiritimati", date.min),
)


def in_utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def begins(day: date, zone: str) -> None:
    """What is true of the first moment of every day in every zone."""
    found, place = first_moment(day, zone), ZoneInfo(zone)
    offset = found.utcoffset()
    assert offset is not None
    assert offset % timedelta(minutes=1) == timedelta(0), "no file can write seconds"
    assert found.date() == day, "whoever reads the date alone, reads the day"
    assert datetime.fromisoformat(written(day, found)) == found
    if not date(1900, 1, 1) <= day <= date(2200, 1, 1):
        return  # what the database says of a zone's days is about these
    if today_in(zone, found) == day:
        assert today_in(zone, found - SECOND) < day
    else:
        around = (found + number * HOUR for number in range(-48, 48))
        assert all(hour.astimezone(place).date() != day for hour in around), "there is such a day"


def says(day: date, zone: str) -> None:
    """A file says it twice, in two forms, and it is the same moment as that of the calendar."""
    found = first_moment(day, zone)
    facts = replace(
        FACTS,
        published=day,
        updated=day,
        published_at=found,
        updated_at=found,
    )
    entries = info(facts, "")
    properties = read_packet(xmp(facts, "")).properties
    for entry, name in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        assert moment(entries[entry]) == moment(properties[f"{XMP}{name}"]) == found, entries[entry]
    assert entries["/Published"] == properties[f"{PRISM}publicationDate"] == day.isoformat()


@pytest.mark.parametrize(("zone", "day"), HARD)
def test_a_hard_day_begins(zone: str, day: date) -> None:
    begins(day, zone)
    says(day, zone)


@given(st.sampled_from(ZONES), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_begins_in_every_zone(zone: str, day: date) -> None:
    begins(day, zone)
    says(day, zone)


@pytest.mark.whole
@pytest.mark.parametrize("zone", ZONES)
def test_all_days_of_some_years(zone: str) -> None:
    for year in (1903, 1940, 1994, 2011, 2026):
        for number in range(366):
            begins(date(year, 1, 1) + number * DAY, zone)


@given(st.sampled_from(ZONES), st.integers(DAY.days * 86_400, 4_102_444_800).map(in_utc))
@example("Europe/Oslo", datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
@example("Australia/Lord_Howe", datetime(2026, 4, 4, 23, 30, tzinfo=UTC))
@example("Pacific/Kiritimati", datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
def test_what_is_dated_today_never_lies_ahead(zone: str, now: datetime) -> None:
    assert first_moment(today_in(zone, now), zone) <= now


def test_what_was_not_recorded_is_midnight_in_greenwich() -> None:
    facts = replace(FACTS, published=date(2019, 12, 4), updated=date(2022, 5, 10))
    assert facts.published_at is None
    assert info(facts, "")["/CreationDate"] == "D:20191204000000Z"
    assert written(date(2022, 5, 10), None) == "2022-05-10T00:00:00Z"


def test_how_a_moment_is_written() -> None:
    facts = replace(FACTS, published=date(2026, 11, 28))
    facts = replace(facts, published_at=first_moment(date(2026, 11, 28), "Europe/Oslo"))
    assert info(facts, "")["/CreationDate"] == "D:20261128000000+01'00"
    assert b"<xmp:CreateDate>2026-11-28T00:00:00+01:00</xmp:CreateDate>" in xmp(facts, "")
