"""On a whole site: every line of an old page leads to a place that is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from html import unescape
from urllib.parse import unquote

from msgspec.structs import replace

from report_builder.model.blocks import Section
from report_builder.publish import Publishable
from report_builder.publish.model import SiteFile
from report_builder.publish.site import make_site
from tests.publish.site.sites import ADDRESS, NAME, versions

_LINKS = re.compile(r'<p class="(?:newer[^"]*|notice old)"[^>]*>.*?href="([^"]*)"')


def released(number: int, chapters: tuple[Section, ...]) -> Publishable:
    """A version of the report with these chapters."""
    first = versions("report")[0]
    report = replace(first.report, chapters=chapters)
    return replace(first, number=number, updated=date(2026, number, 3), report=report)


@cache
def site() -> Mapping[str, SiteFile]:
    """Three versions; the newest has one chapter less, and another order."""
    chapters = versions("report")[0].report.chapters
    shorter = replace(chapters[2], blocks=chapters[2].blocks[:-2])
    first = released(1, chapters)
    second = released(2, (*chapters[:2], shorter, *chapters[3:]))
    third = released(3, (shorter, chapters[0], chapters[1], *chapters[4:]))
    return make_site(NAME, [first, second, third], ADDRESS)


def test_every_link_to_the_newest_version_leads_to_a_place_that_is_there() -> None:
    seen = 0
    for path, file in site().items():
        for href in _LINKS.findall(file.data.decode()) if path.endswith(".html") else ():
            page, _, target = unescape(href).partition("#")
            address = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(page)))
            address += "/index.html" if page.endswith("/") else ""
            assert address.startswith((f"{NAME}/latest/rapport/", f"{NAME}/index.html")), (path, href)
            there = site()[address].data.decode()
            assert not target or f' id="{unquote(target)}"' in there, (path, href)
            seen += 1
    assert seen > 200


def test_an_old_chapter_says_what_became_of_it() -> None:
    def notice(number: int, name: str) -> str:
        page = site()[f"{NAME}/v{number}/rapport/{name}"].data.decode()
        (found,) = re.findall(r'<p class="notice old">(.*?)</p>', page)
        return unescape(re.sub("<[^>]*>", "", found))

    begin = "Dette er versjon 1, fra 3. januar 2026. Det finnes en nyere versjon. "
    same = notice(1, "innledning.html")
    assert same == f"{begin}Samme sted: kapittel 1 «Innledning» i nyeste versjon, med samme tekst."
    shorter = notice(1, "toppledergrupper.html")
    assert shorter.startswith(f"{begin}Samme sted: kapittel 2 «Toppledergrupper i forvaltningen» i nyeste")
    assert shorter.endswith("(34 avsnitt er borte, 1 figur er borte).")
    assert notice(2, "toppledergrupper.html").endswith("med samme tekst.")
    assert "Dette kapittelet er ikke med i den." in notice(2, "anbefalinger.html")
    assert notice(2, "index.html").endswith("Innholdet i nyeste versjon (1 kapittel er borte).")


def test_the_newest_version_says_nothing_of_itself() -> None:
    for path, file in site().items():
        if path.endswith(".html") and path.startswith((f"{NAME}/v3/", f"{NAME}/latest/")):
            assert b'class="newer' not in file.data, path
            assert b"notice old" not in file.data, path
