"""A reader with an old link, in a browser: there is a way to the same place in the newest version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache

import pytest
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.model.blocks import Section
from report_builder.publish import Events, Publishable
from report_builder.publish.addresses import Addresses
from report_builder.publish.model import Correction, SiteFile, Withdrawn
from report_builder.publish.renewal import Renewal
from report_builder.publish.site import wanted_of
from tests.publish.site.sites import NAME, versions
from tests.web_support import SITE, axe, page, sideways

AT = datetime(2026, 11, 28, 12, 30, tzinfo=UTC)
REASON = "Tabell 3 hadde feil tall."
SIZES = ((1440, 900), (390, 844))


def first_with_sections(version: Publishable) -> tuple[int, Section]:
    """A chapter with sections in it, and its index."""
    return next(
        (at, chapter) for at, chapter in enumerate(version.report.chapters) if len(chapter.sections) > 2
    )


@cache
def site() -> Mapping[str, bytes]:
    """Version 2 moved a section to another chapter, 3 corrected the report, 4 was withdrawn."""
    first = versions()[0]
    at, chapter = first_with_sections(first)
    moved = chapter.sections[-1]
    left = replace(chapter, blocks=tuple(block for block in chapter.blocks if block is not moved))
    chapters = list(first.report.chapters)
    chapters[at] = left
    chapters[at + 1] = replace(chapters[at + 1], blocks=(*chapters[at + 1].blocks, moved))
    report = replace(first.report, chapters=tuple(chapters))
    several = [
        first,
        *(
            replace(
                first, number=number, updated=date(2026, number, 3), note=f"Utgave {number}", report=report
            )
            for number in (2, 3)
        ),
    ]
    events = Events(
        (Withdrawn(4, AT, REASON, "Direktoratet"),), {}, {3: (Correction(AT, "Figur 2 gjelder 2018."),)}
    )
    made = Renewal(Addresses(NAME, None), [wanted_of(each) for each in several], events, None)
    files = made.make(Diagnostics())
    assert files is not None
    return {f"/{path}": file.data for path, file in files.items() if isinstance(file, SiteFile)}


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_an_old_link_leads_to_the_same_place_in_the_newest_version(size: tuple[int, int]) -> None:
    first = versions()[0]
    at, chapter = first_with_sections(first)
    stayed, moved = chapter.sections[0], chapter.sections[-1]
    after = first.report.chapters[at + 1]
    with page(*size, files=site()) as opened:
        for section, there in ((stayed, chapter.id), (moved, after.id)):
            opened.goto(f"{SITE}/{NAME}/v1/rapport/{chapter.id}.html#{section.id}")
            way = opened.locator(f"#{section.id} > .newer, #{section.id} > * > .newer").first
            assert way.is_visible(), section.id
            box = way.bounding_box()
            assert box is not None
            assert box["y"] < size[1]
            way.locator("a").click()
            assert opened.url == f"{SITE}/{NAME}/latest/rapport/{there}.html#{section.id}"
            assert opened.locator(f"#{section.id}").is_visible()
            assert opened.locator(".notice.old").count() == 0
        opened.goto(f"{SITE}/{NAME}/v1/rapport/{chapter.id}.html")
        assert "Dette er versjon 1" in opened.locator(".notice").inner_text()
        opened.locator(".notice a").click()
        assert opened.url.startswith(f"{SITE}/{NAME}/latest/rapport/{chapter.id}.html")


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_the_pages_around_versions_are_accessible(size: tuple[int, int]) -> None:
    chapter = first_with_sections(versions()[0])[1]
    with page(*size, files=site()) as opened:
        for path in ("v1/", f"v1/rapport/{chapter.id}.html", "v1/nyeste/", "v3/nyeste/", "v4/", "v3/"):
            opened.goto(f"{SITE}/{NAME}/{path}")
            assert axe(opened) == [], path
            assert sideways(opened) == 0, path


def test_a_reader_of_the_pdf_is_told_whether_there_is_a_newer_version() -> None:
    with page(files=site()) as opened:
        opened.goto(f"{SITE}/{NAME}/v1/nyeste/")
        assert "Ja. Den nyeste er versjon 3 fra 3. mars 2026." in opened.inner_text("main").replace(
            "\xa0", " "
        )
        opened.click("main a")
        assert opened.url == f"{SITE}/{NAME}/"
        assert "Figur 2 gjelder 2018." in opened.inner_text("main")
        opened.goto(f"{SITE}/{NAME}/v3/nyeste/")
        assert "Nei. Versjon 3" in opened.inner_text("main")


def test_a_withdrawn_version_says_why_and_where_to_go() -> None:
    with page(files=site()) as opened:
        opened.goto(f"{SITE}/{NAME}/#versjoner")
        opened.click("text=Versjon 4")
        assert opened.url == f"{SITE}/{NAME}/v4/"
        said = opened.inner_text("main")
        assert "Versjon 4 er trukket tilbake" in said
        assert REASON in said
        opened.click("text=Les den nyeste versjonen")
        assert opened.url == f"{SITE}/{NAME}/"
