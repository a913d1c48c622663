"""Old pages as they stand when a newer version is out, for a browser."""

from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from report_builder.publish.following.follow import follow
from report_builder.publish.following.reading import record_of
from report_builder.publish.following.record import CHAPTER, KEPT, Record
from report_builder.publish.following.slots import with_places
from report_builder.publish.following.telling import Old, page_notice, place_texts
from report_builder.publish.slots import Slot, fill
from report_builder.publish.version_status import old_notice
from tests.publish.edition.support import FOLDER, site

OLD = Old(2, "3. mai 2024", "nb")


@cache
def filled(name: str) -> dict[str, bytes]:
    """The pages of a sample, at their address, in which something of every kind is told."""
    files = dict(site(name))
    drawn = {path.removeprefix(FOLDER): data for path, data in files.items() if path.startswith(FOLDER)}
    record = record_of(drawn)
    following = follow(record, _shortened(record))
    for path in (record.index, record.whole, *record.pages):
        at = drawn[path].index(b"</header>")
        slots = with_places(drawn[path], (Slot("notice", at, at),))
        said = {"notice": old_notice(page_notice(path, OLD, record, following, _here))}
        said |= place_texts(path, OLD, record, following, _here)
        files[f"{FOLDER}{path}"], _ = fill(drawn[path], slots, said)
    return files


def _shortened(record: Record) -> Record:
    """Every fifth section, and the last text of every third place that is left, is gone."""
    left = [place for at, place in enumerate(record.places) if at % 5 != 4 or place.level == CHAPTER]
    places = [
        replace(place, texts=place.texts[:-KEPT]) if at % 3 == 1 else place for at, place in enumerate(left)
    ]
    return replace(record, places=tuple(places), joins="")


def _here(path: str, target: str) -> str:
    return path + (f"#{target}" if target else "")
