"""Everything that a page leads to is there, under the names that the PDF has."""

from __future__ import annotations

from collections import Counter
from urllib.parse import unquote, urldefrag

import pytest
from msgspec.structs import replace

from report_builder.publish.addresses import INDEX, WHOLE
from report_builder.publish.edition import edition_pages, page_names
from tests.publish.edition.reading import parse
from tests.publish.edition.support import AROUND, edition, theme_of
from tests.sample_reports import EVERY, sample

_OWN = {"rb-main", "rb-lines"}
"""Ids of the site's own; the PDF has none of them, as it has none of the captions and heads that name
something in a table."""


def ids(page: bytes) -> list[str]:
    every = list(parse(page).elements)
    naming = {one.attributes.get("aria-labelledby") for one in every if one.name == "table"}
    # A cell of a table with levels of heads names them.
    naming |= {name for one in every for name in (one.attributes.get("headers") or "").split()}
    found = [one.attributes["id"] for one in every if "id" in one.attributes]
    return [name for name in found if name is not None and name not in _OWN | naming]


def pages(name: str) -> dict[str, bytes]:
    return {path: data for path, data in edition(name).items() if path.endswith(".html")}


@pytest.mark.parametrize("name", EVERY)
def test_the_page_of_everything_has_the_destinations_of_the_pdf(name: str) -> None:
    found = ids(pages(name)[WHOLE])
    assert sorted(found) == sorted(sample(name).laid_out.anchors)


@pytest.mark.parametrize("name", EVERY)
def test_the_pages_of_chapters_have_them_too_each_once(name: str) -> None:
    found = [one for path, page in pages(name).items() if path != WHOLE for one in ids(page)]
    assert sorted(found) == sorted(sample(name).laid_out.anchors)


@pytest.mark.parametrize("name", EVERY)
def test_every_link_and_every_image_leads_somewhere(name: str) -> None:
    files = edition(name)
    ids_of = {path: set(ids(page)) | _OWN for path, page in pages(name).items()}
    outside = {AROUND.landing, AROUND.pdf, f"{AROUND.assets}theme.css", f"{AROUND.assets}edition.css"}
    led: Counter[str] = Counter()
    for path, page in pages(name).items():
        for one in parse(page).elements:
            sources = [part.split()[0] for part in (one.attributes.get("srcset") or "").split(",") if part]
            for address in (one.attributes.get("href"), one.attributes.get("src"), *sources):
                if address is None or address.startswith(("https:", "http:", "mailto:", "tel:")):
                    continue
                there, fragment = urldefrag(address)
                if there in outside:
                    led[there] += 1
                    assert there == AROUND.pdf or not fragment
                    continue
                target = unquote(there) or path
                assert target in files, f"{path}: {address}"
                assert not fragment or unquote(fragment) in ids_of[target], f"{path}: {address}"
                led[target] += 1
    assert set(led) == outside | set(files)


@pytest.mark.parametrize("name", EVERY)
def test_each_chapter_leads_to_its_page_in_the_pdf(name: str) -> None:
    made = sample(name)
    for identifier, path in page_names(made.report).items():
        named = [
            unquote((one.attributes["href"] or "").partition("#nameddest=")[2])
            for one in parse(pages(name)[path]).elements
            if "#nameddest=" in (one.attributes.get("href") or "")
        ]
        assert named == [identifier]
        assert identifier in made.laid_out.anchors


def test_one_page_is_current_in_the_list_of_chapters() -> None:
    for path, page in pages("report").items():
        current = [one for one in parse(page).elements if one.attributes.get("aria-current") == "page"]
        assert [one.attributes["href"] for one in current] == (
            [] if path in {INDEX, WHOLE} else [f"#{path[:-5]}"]
        )


def test_chapters_that_follow_each_other_lead_to_each_other() -> None:
    names = list(page_names(sample("report").report).values())
    assert len(names) > 3
    for index, path in enumerate(names):
        turn = parse(pages("report")[path]).find("nav", "turn")
        led = [one.attributes["href"] for one in turn.elements if one.name == "a"]
        assert led == names[max(0, index - 1) : index] + names[index + 1 : index + 2]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert edition_pages(sample("report").report, theme_of("report"), AROUND) == edition("report")


def test_chapters_never_take_the_name_of_another_page() -> None:
    report = sample("paragraphs").report
    names = ("index", "ALT", "mål", "Mål", "a:b", "a-b")
    chapters = tuple(replace(report.chapters[0], id=name) for name in names)
    assert page_names(replace(report, chapters=chapters)) == {
        "index": "index-2.html",
        "ALT": "ALT-2.html",
        "mål": "mål.html",
        "Mål": "Mål-2.html",
        "a:b": "a-b.html",
        "a-b": "a-b-2.html",
    }
