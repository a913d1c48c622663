"""The site before it is public: made of the newest good pages' report, as ``publish`` would make it.

Nothing is made before somebody looks, and nothing is written: the site is a table of files in memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.pipeline.drafting import as_draft, today_in
from report_builder.preview.build_result import Proof
from report_builder.preview.gallery import Gallery
from report_builder.preview.session import Session

if TYPE_CHECKING:
    from report_builder.publish.model import SiteFile

LOST = "404.html"
"""The page for wrong addresses has links from the root of a server, which here is none of the site's."""


class Parts(NamedTuple):
    """Where the parts of the site stand below its address: the two that are read, the two after an answer."""

    landing: str
    edition: str
    thanks: str
    sorry: str


class MadeSite(NamedTuple):
    """Every file of the site by its path, and where its parts stand."""

    files: Mapping[str, SiteFile]
    parts: Parts


class Found(NamedTuple):
    """A file of the site, with its media type."""

    data: bytes
    media_type: str


class SiteMaker:
    """Makes the site of the report in ``root``.

    ``now`` gives the time in UTC, ``report_fault`` is told of a fault of our own. ``missing`` says what this
    installation lacks for it, None where it lacks nothing.
    """

    def __init__(
        self,
        root: Path,
        now: Callable[[], datetime],
        report_fault: Callable[[Exception], Diagnostic],
        missing: Diagnostic | None = None,
    ) -> None:
        self._root, self._now, self._report_fault = root, now, report_fault
        self.missing = missing

    def make(self, proof: Proof, gallery: Gallery) -> MadeSite | Diagnostic:
        """Give the site, or what went wrong; the gallery draws the cover.

        Its addresses have the words of the first release, or those that it would give them.
        """
        from report_builder.pipeline.record import Record, read_record
        from report_builder.publish import DRAFT, make_site
        from report_builder.publish.addresses import Addresses
        from report_builder.publish.cover import draw_cover
        from report_builder.settings import ZONE, read_settings

        try:
            settings = read_settings(self._root, Diagnostics())
            today = today_in(settings.timezone if settings else ZONE, self._now())
            draft = as_draft(proof.report, proof.theme, proof.pdf, len(proof.sheets), today)
            facts = proof.report.publication
            released = read_record(self._root, Diagnostics()) or Record({})
            where = Addresses(facts.output, None, released.address_words(facts.output, facts.language))
            files = make_site(
                where.report,
                [draft],
                where.root,
                draw=lambda pdf, ground: gallery.wait_for(lambda: draw_cover(pdf, ground)),
                words=where.words,
            )
            return MadeSite(files, Parts(where.newest, where.edition(DRAFT), where.thanks, where.sorry))
        except Exception as fault:  # noqa: BLE001 - whatever happens, the preview lives
            return self._report_fault(fault)


class SiteView:
    """The site of the newest good pages that was asked for; where it cannot be made, the one before stays."""

    def __init__(self, session: Session, gallery: Gallery, maker: SiteMaker) -> None:
        self._session, self._gallery, self._maker = session, gallery, maker
        self._making = asyncio.Lock()
        self._tried: Proof | None = None
        self._made: Proof | None = None
        self._site: MadeSite | None = None
        self.fault: Diagnostic | None = maker.missing

    async def parts(self) -> Parts | None:
        """Give the places of the site; None where there is none."""
        await self._renew()
        return None if self._site is None else self._site.parts

    async def file(self, path: str) -> Found | None:
        """Give the file at ``path``, of the newest pages; None where there is none, or no site."""
        from report_builder.publish.model import media_type

        await self._renew()
        files = self._site.files if self._site else {}
        found = files.get(f"{path}index.html" if not path or path.endswith("/") else path)
        if found is None or path == LOST:
            return None
        view = self._session.view
        kind = media_type(path) if path and not path.endswith("/") else "text/html"
        data = found.data
        if kind == "application/pdf" and view.proof is self._made and view.pdf is not None:
            data = view.pdf  # the finished file, as soon as it is there, since links lead to places in it
        return Found(data, kind)

    def is_folder(self, path: str) -> bool:
        """Whether ``path`` lacks nothing but its last slash."""
        return self._site is not None and f"{path}/index.html" in self._site.files

    async def _renew(self) -> None:
        """Make the site of the newest good pages, unless that is what is there."""
        if self._maker.missing is not None:
            return
        async with self._making:
            proof = self._session.view.proof
            if proof is None or proof is self._tried:
                return
            made = await asyncio.to_thread(self._maker.make, proof, self._gallery)
            self._tried = proof
            if isinstance(made, Diagnostic):
                self.fault = made
                await self._session.remark(proof, made)
            else:
                self._made, self._site, self.fault = proof, made, None
