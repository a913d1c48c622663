"""What a build for the preview gives: pages where it went well, problems where it did not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeAlias

from msgspec import Struct

from report_builder.diagnostics import Diagnostic
from report_builder.layout.origins import Origins
from report_builder.model.report import Report
from report_builder.preview.inputs import Followed
from report_builder.preview.sheets import Sheet
from report_builder.preview.speech import Spoken
from report_builder.theme.model import Theme

Timings: TypeAlias = tuple[tuple[str, float], ...]
"""Seconds by stage."""
Texts: TypeAlias = Mapping[str, tuple[str, ...]]
"""The lines of every text file that was read, by path."""


class Superseded(Exception):  # noqa: N818 - no error: there is something newer to do
    """The sources changed again, so that this build is not wanted any more."""


class Check(Protocol):
    """Called now and then during a build; raises Superseded where it is not wanted any more."""

    def __call__(self, stage: str) -> None:
        """Say that ``stage`` begins."""


class Proof(Struct, frozen=True):
    """The pages of one build, with the way back to the sources, and what else can be made of them."""

    title: str
    language: str
    sheets: tuple[Sheet, ...]
    pdf: bytes
    origins: Origins
    texts: Texts
    report: Report
    theme: Theme


class Composed(Struct, frozen=True):
    """The first half of a build: the pages as soon as they can be shown, or None after an error.

    ``followed`` is what would change the next build.
    """

    proof: Proof | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Texts
    followed: Followed
    timings: Timings


class Completed(Struct, frozen=True):
    """The second half: what a screen reader says, whether the file would pass, and the file."""

    heard: tuple[Spoken, ...] | None
    diagnostics: tuple[Diagnostic, ...]
    timings: Timings
    pdf: bytes | None = None
