"""When a calendar day begins, which depends on the time zone, and how that is written."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

_MINUTE = timedelta(minutes=1)


def first_moment(day: date, zone: str) -> datetime:
    """Give the moment at which ``day`` begins in ``zone``, a name of the IANA database, with its offset.

    Offsets are whole minutes, as files write them: where clocks were set by the sun, the moment is told by
    the next one, on the same day. Where a day begins later than at midnight, since the clocks are put forward
    just then, its first moment is told by the offset of the day before.
    """
    from zoneinfo import ZoneInfo

    begin = datetime.combine(day, time(), ZoneInfo(zone))
    offset = begin.utcoffset()
    assert offset is not None, "a zone of the database always knows its offset"
    whole = -(-offset // _MINUTE) * _MINUTE
    # Not by way of UTC, in which the first and the last day of the calendar lie outside of it.
    return (datetime.combine(day, time()) + (whole - offset)).replace(tzinfo=timezone(whole))


def told_time(moment: datetime, zone: str) -> str:
    """Write a moment for people: by the clocks of ``zone``, with the offset, to the minute."""
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo(zone)).isoformat(" ", "minutes")


def written(day: date, moment: datetime | None) -> str:
    """Write a day as a point in time (RFC 3339): its ``moment``, or midnight UTC where none was recorded."""
    return moment.isoformat() if moment else f"{day.isoformat()}T00:00:00Z"
