"""A site made anew: which versions are drawn, and which are kept as they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256, sha512
from typing import TYPE_CHECKING

from msgspec import Struct, field, json

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.publish.addresses import Addresses
from report_builder.publish.assembling import File, Part, assemble
from report_builder.publish.findings.tracing import Named
from report_builder.publish.font_subsets import extra_letters
from report_builder.publish.gone import Gone, gone_pages
from report_builder.publish.model import Chronicle, Correction, Listed, Publishable, Withdrawn
from report_builder.publish.present import KeptFile, Present
from report_builder.publish.state import Remembered, State, VersionState, program

if TYPE_CHECKING:
    from report_builder.publish.drawing import DrawCover
    from report_builder.publish.findings.renewing import Made


class Wanted(Struct, frozen=True):
    """A version that is to be published.

    ``key`` tells from what it would be drawn: two of one key are drawn the same. ``note`` and ``sha512`` (of
    its PDF) are those of the archive; ``draw`` reads the rest, and gives None after a diagnostic.
    """

    number: int
    key: str
    note: str
    sha512: str
    draw: Callable[[], Publishable | None]


class Events(Struct, frozen=True):
    """What happened to versions after they were released; see :class:`.model.Chronicle`.

    ``reinstated`` are the versions that were withdrawn once and no longer are, with the time since when.
    ``findings`` are the ids of the findings of those that are withdrawn.
    """

    withdrawn: tuple[Withdrawn, ...] = ()
    reinstated: Mapping[int, datetime] = field(default_factory=dict)
    corrections: Mapping[int, tuple[Correction, ...]] = field(default_factory=dict)
    findings: Mapping[int, Named] = field(default_factory=dict)


class Renewal:
    """The files of one site.

    ``present`` is the site that stands, ``draw`` draws covers. ``left`` reads what the report goes by where
    every version was withdrawn: its name and its looks, and nothing else.
    """

    def __init__(
        self,
        where: Addresses,
        wanted: Sequence[Wanted],
        events: Events,
        present: Present | None,
        left: Callable[[], Publishable | None] | None = None,
        draw: DrawCover | None = None,
    ) -> None:
        self.where, self.events = where, events
        self.parts: list[Part] = []
        self.chronicle: Chronicle
        self._wanted, self._present, self._left, self._draw = wanted, present, left, draw
        self._states: dict[int, VersionState] = {}
        self._read: dict[int, Publishable] = {}
        self._front: Mapping[str, File] = {}
        self._findings: Made | None = None
        self._gone: tuple[Gone, ...] = ()

    @property
    def newest(self) -> int | None:
        """The number of the newest version; None where all were withdrawn."""
        return self._wanted[-1].number if self._wanted else None

    def make(self, diagnostics: Diagnostics) -> dict[str, File] | None:
        """Give all files; None after a diagnostic, or where ``draw`` or ``left`` told of one."""
        said = [*(each.note for each in self._wanted), *_texts_of(self.events)]
        kept = self._kept(said)
        for each in self._wanted:
            part = self._kept_part(kept[each.number]) if each.number in kept else None
            part = part or self._drawn(each, said, diagnostics)
            if part is None:
                return None
            self.parts.append(part)
        front = self._made_front(self._wanted[-1]) if self._wanted else self._drawn_left(said)
        if front is None:
            return None
        self._front = front
        if self._wanted:
            self._findings = self._made_findings()
            if self._findings is None:
                return None
            front = {**front, **self._findings.files}
        return assemble(self.where, self.chronicle, self.parts, front)

    def state(self, site: Mapping[str, File]) -> State:
        """Give what the site is to remember."""
        versions = {}
        for part in self.parts:
            state = self._states[part.listed.number]
            is_newest = part is self.parts[-1]
            versions[part.listed.number] = VersionState(
                state.key,
                state.listed,
                state.record,
                state.findings,
                state.assets,
                state.letters,
                state.extra,
                state.cover,
                _remembered(part.files, site),
                _remembered(self._front, site) if is_newest else {},
                self._front_key() if is_newest else "",
            )
        made = self._findings
        return State(program(), versions, made.remembered if made else {}, made.key if made else "")

    def _kept(self, said: Sequence[str]) -> dict[int, VersionState]:
        """The versions that stand as they would be drawn."""
        if self._present is None or self._present.state is None:
            return {}
        states = self._present.state.versions
        found = {}
        for each in self._wanted:
            state = states.get(each.number)
            if (
                state is not None
                and state.key == each.key
                and state.listed.pdf.sha512 == each.sha512
                and state.extra == extra_letters(said, state.letters)
                and all(path in self._present.entries for path in state.files)
            ):
                found[each.number] = state
        return found

    def _files_of(self, remembered: Mapping[str, Remembered]) -> dict[str, File]:
        present = self._present
        assert present is not None
        return {
            path: KeptFile(present.www / path, present.entries[path], each.slots, each.said, each.known)
            for path, each in remembered.items()
        }

    def _kept_part(self, state: VersionState) -> Part:
        self._states[state.listed.number] = state
        return Part(state.listed, state.record, state.findings, self._files_of(state.files))

    def _drawn(self, each: Wanted, said: Sequence[str], diagnostics: Diagnostics) -> Part | None:
        from report_builder.publish.cover import draw_cover
        from report_builder.publish.drawing import draw_version

        version = each.draw()
        if version is None or not (version.is_draft or _is_archived(version, diagnostics)):
            return None
        drawn = draw_version(version, said, self.where, self._draw or draw_cover)
        if each is self._wanted[-1]:  # of all others their files are all that is needed from here on
            self._read[each.number] = version
        self._states[each.number] = VersionState(
            each.key,
            drawn.listed,
            drawn.record,
            drawn.findings,
            drawn.assets,
            drawn.letters,
            drawn.extra,
            drawn.cover,
            {},
        )
        return Part(drawn.listed, drawn.record, drawn.findings, drawn.files)

    def _told(self, named: Listed) -> Chronicle:
        listed = tuple(part.listed for part in self.parts)
        told = self.events
        return Chronicle(named, listed, told.withdrawn, told.corrections, told.reinstated)

    def _front_key(self) -> str:
        said = json.encode([self._gone, self.events.withdrawn])
        return sha256(said).hexdigest()[:16]

    def _made_front(self, newest: Wanted) -> Mapping[str, File] | None:
        """The pages above all versions, kept where they would be the same."""
        state, present = self._states[newest.number], self._present
        self._gone = gone_pages([(part.listed, part.record) for part in self.parts])
        self.chronicle = self._told(state.listed)
        whole = present is not None and all(path in present.entries for path in state.front)
        if state.front and state.front_key == self._front_key() and whole:
            return self._files_of(state.front)
        version = self._newest(newest)
        if version is None:
            return None
        from report_builder.publish.drawing import draw_front

        return draw_front(version, self.chronicle, self._gone, self.where, state.assets, state.cover)

    def _made_findings(self) -> Made | None:
        """The files at the addresses of findings; None after a diagnostic."""
        from report_builder.publish.findings.renewing import Looks, renewed
        from report_builder.publish.findings.telling import tell_all

        newest = self._wanted[-1]
        state = self._states[newest.number]
        versions = [(part.listed, part.findings) for part in self.parts]
        told = tell_all(self.chronicle, versions, self.events.findings, state.findings.cited, self.where)
        looks = Looks(state.assets, state.findings.look, state.key)
        return renewed(told, self.where, looks, self._present, lambda: self._newest(newest))

    def _newest(self, newest: Wanted) -> Publishable | None:
        """The newest version, read once."""
        version = self._read.get(newest.number) or newest.draw()
        if version is not None:
            self._read[newest.number] = version
        return version

    def _drawn_left(self, said: Sequence[str]) -> Mapping[str, File] | None:
        """The pages of a report of which every version was withdrawn."""
        from report_builder.publish.drawing import draw_left, listed_of
        from report_builder.publish.findings.reading import cited_of
        from report_builder.publish.findings.telling import tell_all

        version = self._left() if self._left else None
        if version is None:
            return None
        self.chronicle = self._told(listed_of(version, self.where))
        told = tell_all(self.chronicle, (), self.events.findings, cited_of(version), self.where)
        return draw_left(version, self.chronicle, said, self.where, told)


def _is_archived(version: Publishable, diagnostics: Diagnostics) -> bool:
    """False after RB-SITE-PDF, when the bytes of the PDF are not those that the archive's manifest states."""
    found = sha512(version.pdf.data).hexdigest()
    if found == version.pdf.sha512:
        return True
    diagnostics.error(
        "RB-SITE-PDF",
        None,
        *hinted(
            "publish.other-pdf",
            number=version.number,
            found=f"{found[:16]}…",
            stated=f"{version.pdf.sha512[:16]}…",
        ),
    )
    return False


def _texts_of(events: Events) -> list[str]:
    """Every text about versions that stands on the pages of others."""
    texts = [text for each in events.withdrawn for text in (each.reason, each.office)]
    return texts + [each.text for several in events.corrections.values() for each in several]


def _remembered(files: Mapping[str, File], site: Mapping[str, File]) -> dict[str, Remembered]:
    return {path: Remembered(site[path].slots, site[path].said, site[path].known) for path in files}
