"""The edition that is kept with its version: that of the site, but for where its links lead."""

from __future__ import annotations

import re
from urllib.parse import unquote, urldefrag

import pytest

from report_builder.publish.addresses import Addresses
from report_builder.publish.kept_edition import kept_edition
from tests.publish.edition.reading import parse
from tests.publish.site.sites import ADDRESS, NAME, site, versions

PDF = f"../{NAME}.pdf"
FOLDER = Addresses(NAME, None).edition(1)


def kept(address: str | None) -> dict[str, bytes]:
    return kept_edition(versions()[0], Addresses(NAME, address), PDF)


def as_kept(page: bytes) -> str:
    """A page of the site, with what it leads to outside of the edition named as it is in a version.

    What is kept asks for no font ahead of its pages, and has no search.
    """
    text = re.sub(r'href="(?:\.\./)+assets/[0-9a-f]{12}/', 'href="utseende/', page.decode())
    text = re.sub(r'href="(?:\.\./)+funn/', f'href="{ADDRESS}{NAME}/funn/', text)
    text = re.sub(r'<link rel="preload"[^>]*>\n|<li><a href="sok.html">Søk</a></li>\n', "", text)
    return text.replace('href="../"', f'href="{ADDRESS}{NAME}/v1/"')


def test_the_pages_are_those_that_are_published() -> None:
    """But for what the site says of other versions, which is put into places that are empty here."""
    files = kept(ADDRESS)
    compared = 0
    for path, file in site().items():
        name = path.removeprefix(FOLDER)
        if not path.startswith(FOLDER) or name in {"sok.html", "sok.js"}:
            continue
        data, at = b"", 0
        for slot in file.slots:
            data, at = data + file.data[at : slot.start], slot.end
        data += file.data[at:]
        if name.endswith(".html"):
            assert as_kept(data) == files[name].decode()
        else:
            assert data == files[name]
        compared += 1
    assert compared == len([name for name in files if not name.startswith("utseende/")]) > 5


@pytest.mark.parametrize("address", [None, ADDRESS])
def test_the_edition_needs_nothing_around_it(address: str | None) -> None:
    files = kept(address)
    led = set()
    for path, page in files.items():
        if not path.endswith(".html"):
            continue
        ids = {one.attributes.get("id") for one in parse(page).elements}
        for one in parse(page).elements:
            sources = [part.split()[0] for part in (one.attributes.get("srcset") or "").split(",") if part]
            for link in (one.attributes.get("href"), one.attributes.get("src"), *sources):
                if link is None or link.startswith(("https:", "http:", "mailto:", "tel:")):
                    continue
                there, fragment = urldefrag(link)
                led.add(unquote(there))
                assert there or unquote(fragment) in ids, f"{path}: {link}"
    for path, sheet in files.items():
        if path.endswith(".css"):
            led |= {f"utseende/{name}" for name in re.findall(r'url\("([^"]*)"\)', sheet.decode())}
    assert led - {""} <= {*files, PDF}
    assert PDF in led
    assert set(files) <= {*led, "index.html"}, "what no page leads to is not kept"


def test_the_landing_page_is_named_only_where_its_address_is_known() -> None:
    without, known = (kept(address)["index.html"].decode() for address in (None, ADDRESS))
    landing = f'<a href="{ADDRESS}{NAME}/v1/">'
    assert landing in known
    assert "application/ld+json" in known
    assert "application/ld+json" not in without
    assert 'href="../"' not in known + without
    assert 'href=""' not in known + without


def test_the_same_version_gives_the_same_edition() -> None:
    assert kept(None) == kept(None)
