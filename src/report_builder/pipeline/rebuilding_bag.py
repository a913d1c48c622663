"""Builds a version once more from the bag that it was handed over in: no archive and no settings are needed.

Dates, number, form, address and plug-ins are those of the ``manifest.json`` in the bag, as the release wrote
them down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha512
from pathlib import Path

from report_builder.archive.bag_reading import open_bag
from report_builder.archive.faults import place_of
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Announce, Message, Value, hinted, in_turn, say, silent
from report_builder.pipeline import manifest
from report_builder.pipeline.guarding import may_write_file
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.rebuilding import Original, Rebuilt, build_again, unrecorded_tools
from report_builder.pipeline.stages import Stages
from report_builder.pipeline.versions import SOURCE, write_sources
from report_builder.sources.paths import lies_in


def rebuild_bag(
    path: Path, diagnostics: Diagnostics, clock: Callable[[], float], announce: Announce = silent
) -> Rebuilt | None:
    """Build the version in a bag from the source in it and compare the bytes; None after a diagnostic.

    The bag is checked first: what is damaged in it is RB-BAG, and nothing is built. What its manifest does
    not say, since the program of then wrote less down, is a note.
    """
    outcome = open_bag(path)
    diagnostics.extend(outcome.diagnostics)
    if outcome.value is None or diagnostics.has_errors:
        return None
    payload = outcome.value.payload
    record = _record(path, payload, diagnostics)
    if record is None:
        return None
    _tell_unknown(path, record, diagnostics)
    original = Original(
        record,
        partial(_unpack, payload),
        lambda _: payload[record.pdf.name],
        say("pipeline.bag-differs.hint", name=record.pdf.name),
    )
    return build_again(original, diagnostics, Stages(clock, announce))


def may_keep(target: Path, root: Path, bag: Path, diagnostics: Diagnostics) -> bool:
    """Tell whether the result may be written to ``target``; False after RB-OUTPUT-PATH, as in the bag itself.

    ``root`` is the folder of the command, which may be that of a report.
    """
    if bag.is_dir() and lies_in(target, bag):
        fault = say("pipeline.output-in-bag", bag=str(bag))
        message = say("pipeline.output", path=str(target), fault=fault)
        diagnostics.error("RB-OUTPUT-PATH", None, message, say("pipeline.name-file.hint"))
        return False
    return may_write_file(target, root, root / "archive", diagnostics, (bag,))


def _record(path: Path, payload: Mapping[str, bytes], diagnostics: Diagnostics) -> Manifest | None:
    """Read what the version says of itself, and see that the file is the one that was released."""
    stated = payload.get(manifest.PATH)
    record = None if stated is None else manifest.decode(stated)
    if record is None:
        _tell(path, manifest.PATH, manifest.fault_of(stated), diagnostics)
        return None
    data = payload.get(record.pdf.name)
    if data is None or sha512(data).hexdigest() != record.pdf.sha512.lower():
        message = say("pipeline.bag-other-file", name=record.pdf.name, path=manifest.PATH)
        _tell(path, record.pdf.name, message, diagnostics)
        return None
    if not any(name.startswith(SOURCE) for name in payload):
        _tell(path, SOURCE.rstrip("/"), say("pipeline.bag-no-source"), diagnostics)
        return None
    return record


def _tell(path: Path, name: str, message: Message, diagnostics: Diagnostics) -> None:
    diagnostics.error("RB-BAG", place_of(str(path), f"data/{name}"), message, say("archive.bag-read.hint"))


def _unpack(payload: Mapping[str, bytes], folder: Path, diagnostics: Diagnostics) -> bool:
    if write_sources(payload, folder):
        return True
    diagnostics.error("RB-BAG", None, say("pipeline.bag-source-name"), say("archive.bag-read.hint"))
    return False


def _tell_unknown(path: Path, record: Manifest, diagnostics: Diagnostics) -> None:
    """Say what shapes bytes and was not written down: it need not matter, and is where to look if it does."""
    unknown: list[Value] = []
    names = unrecorded_tools(record)
    if names:
        unknown.append(say("pipeline.tools-unknown", names=in_turn(names)))
    if record.published_at is None:
        unknown.append(say("pipeline.zone-unknown"))
    if unknown:
        place = place_of(str(path), f"data/{manifest.PATH}")
        diagnostics.note("RB-BAG-OLD", place, *hinted("pipeline.bag-old", unknown=in_turn(unknown)))
