"""The site as a whole: the same bytes, sound links, true digests, nothing heavy."""

from __future__ import annotations

import gzip
import json
import re
from hashlib import sha256, sha512
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import brotli
import pytest
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.publish.colours import hexadecimal
from report_builder.publish.model import media_type
from report_builder.publish.pages import compact
from report_builder.publish.site import make_site
from report_builder.publish.slots import fill
from report_builder.published import is_own_site, keeps_versions
from report_builder.serve.site import load_release
from tests.publish.site.sites import ADDRESS, NAME, Page, publish_to, served, site, versions
from tests.said import english

HOST = "http://host"
SITE = "konstruktiv-uro/index.html"


def test_every_address_that_was_agreed_is_there() -> None:
    paths = set(site())
    assert {
        "index.html",
        "404.html",
        "robots.txt",
        "sitemap.xml",
        f"{NAME}/index.html",
        f"{NAME}/atom.xml",
        f"{NAME}/versions.json",
        f"{NAME}/takk/index.html",
        f"{NAME}/beklager/index.html",
        *(
            f"{NAME}/v{n}/{file}"
            for n in (1, 2)
            for file in ("index.html", "SHA512SUMS", "konstruktiv-uro.pdf")
        ),
        *(f"{NAME}/v{n}/rapport/index.html" for n in (1, 2)),
    } <= paths


def test_the_same_versions_give_the_same_bytes() -> None:
    assert make_site(NAME, versions(), ADDRESS) == dict(site())


def test_a_version_s_pdf_is_the_archive_s_byte_for_byte() -> None:
    for version in versions():
        file = site()[f"{NAME}/v{version.number}/{version.pdf.name}"]
        assert file.data == version.pdf.data
        assert file.version == version.number
        sums = site()[f"{NAME}/v{version.number}/SHA512SUMS"].data.decode()
        assert sums == f"{sha512(file.data).hexdigest()}  {version.pdf.name}\n"


def test_another_pdf_than_the_archive_states_stops_the_publish(tmp_path: Path) -> None:
    first, second = versions()
    assert publish_to(tmp_path, [first]).value is not None
    before = (tmp_path / "current").readlink()
    spoilt = replace(second, pdf=replace(second.pdf, data=second.pdf.data + b"\n"))
    outcome = publish_to(tmp_path, [first, spoilt])
    assert outcome.value is None
    assert [item.code for item in outcome.diagnostics] == ["RB-SITE-PDF"]
    assert "v2" in english(outcome.diagnostics[0].message)
    assert (tmp_path / "current").readlink() == before


def test_a_site_of_another_report_is_left_alone(tmp_path: Path) -> None:
    there = tmp_path / "site"
    assert publish_to(there, versions()).value is not None
    before = sorted(there.rglob("*"))
    outcome = publish_to(there, versions(), report="another-name")
    assert outcome.value is None
    (told,) = outcome.diagnostics
    assert told.code == "RB-SITE-FOREIGN"
    assert f"is the site of '{NAME}', and this is the report 'another-name'" in english(told.message)
    assert "-o" in english(told.hint)
    # Nor is anything released on the way to it.
    assert not is_own_site(there, "another-name", Diagnostics())
    assert sorted(there.rglob("*")) == before
    # What the hint says works.
    assert publish_to(tmp_path / "another", versions(), report="another-name").value is not None


def test_a_site_does_not_lose_a_version(tmp_path: Path) -> None:
    assert publish_to(tmp_path, versions()).value is not None
    before = sorted(tmp_path.rglob("*"))
    outcome = publish_to(tmp_path, versions()[:1])
    assert outcome.value is None
    assert [item.code for item in outcome.diagnostics] == ["RB-SITE-LOST"]
    assert english(outcome.diagnostics[0].message).endswith(f": v2 of '{NAME}'")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("spoilt", [None, b"", b"{}", b"[]", b'{"files": {"/": 1}}', b'{"files": {"x": {}}}'])
def test_a_site_that_cannot_be_read_is_none(tmp_path: Path, spoilt: bytes | None) -> None:
    assert publish_to(tmp_path, versions()).value is not None
    table = tmp_path / "current" / "site.json"
    if spoilt is None:
        table.unlink()
    else:
        table.write_bytes(spoilt)
    assert keeps_versions(tmp_path, NAME, {1: ""}, Diagnostics())


def test_a_server_takes_the_release(tmp_path: Path) -> None:
    written = publish_to(tmp_path, versions()).value
    assert written is not None
    release = load_release(written.folder)
    assert release.report == NAME
    assert release.versions == {1, 2}
    assert f"/{NAME}/" in release.files


def test_the_table_tells_the_truth(tmp_path: Path) -> None:
    written = publish_to(tmp_path, versions(), ADDRESS).value
    assert written is not None
    table = json.loads((written.folder / "site.json").read_bytes())
    assert (table["report"], table["language"], table["newest"]) == (NAME, "nb", 2)
    assert table["withdrawn"] == {}
    assert set(table["files"]) == {f"/{path}" for path in site()}
    for path, file in site().items():
        entry = table["files"][f"/{path}"]
        served = (written.folder / "www" / path).read_bytes()
        assert served == file.data, path
        assert entry["sha256"] == sha256(file.data).hexdigest()
        assert (entry["size"], entry["version"], entry["type"]) == (
            len(file.data),
            file.version,
            media_type(path),
        )
        for coding, ending, unpack in (("br", ".br", brotli.decompress), ("gzip", ".gz", gzip.decompress)):
            form = entry.get("packed", {}).get(coding)
            stands = written.folder / "www" / f"{path}{ending}"
            assert (form is not None) == stands.exists(), path
            if form:
                data = stands.read_bytes()
                assert unpack(data) == file.data
                assert (form["size"], form["sha256"]) == (len(data), sha256(data).hexdigest())
        if path.endswith((".html", ".css", ".xml")):
            assert set(entry["packed"]) == {"br", "gzip"}, path


@pytest.mark.parametrize("address", [ADDRESS, None])
def test_every_link_of_every_page_leads_somewhere(address: str | None) -> None:
    files = {f"/{path}": file.data for path, file in site(address).items()}
    ids = {path: Page(data) for path, data in files.items() if path.endswith(".html")}
    looked = 0
    for path, found in ids.items():
        known = {attributes.get("id") for _, attributes in found.elements}
        for tag, attributes in found.elements:
            for key in ("href", "src", "action"):
                target = attributes.get(key)
                if target is None or (tag, key) == ("form", "action"):
                    continue
                parts = urlsplit(urljoin(f"{HOST}{path.removesuffix('index.html')}", target))
                if f"{parts.scheme}://{parts.netloc}" != HOST:
                    continue
                looked += 1
                there = unquote(parts.path) + ("index.html" if parts.path.endswith("/") else "")
                assert there in files, f"{path}: {target}"
                if parts.fragment and there in ids:
                    wanted = {a.get("id") for _, a in ids[there].elements} if there != path else known
                    assert unquote(parts.fragment) in wanted, f"{path}: {target}"
    assert looked > 200


def test_links_of_a_page_that_any_address_shows_are_from_the_root() -> None:
    found = Page(site()["404.html"].data)
    local = [
        a["href"] or "" for a in found.all("a") + found.all("link") if "://" not in (a.get("href") or "")
    ]
    assert len(local) >= 3
    assert [target for target in local if not target.startswith(("/", "#"))] == []


def test_a_version_s_pages_change_only_in_what_they_say_of_newer_ones() -> None:
    first, _ = versions()
    alone = make_site(NAME, [first], ADDRESS)
    before = {path: file.data for path, file in alone.items() if path.startswith(f"{NAME}/v1/")}
    after = {path: file.data for path, file in site().items() if path.startswith(f"{NAME}/v1/")}
    assert before.keys() == after.keys()
    # The folder of the fonts is another where the second version's note has characters of its own.
    assets, own = (assets_of(files[f"{NAME}/v1/index.html"]) for files in (before, after))
    after = {path: data.replace(own, assets) for path, data in after.items()}
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {path for path in before if path.endswith(".html")}
    for path in changed:
        old, new = alone[path], site()[path]
        emptied = [fill(file.data, file.slots, {})[0] for file in (old, new)]
        assert emptied[0] == emptied[1].replace(own, assets), path
        if "/rapport/" in path:
            assert (
                "Dette er versjon 1, fra 4. desember 2019. Det finnes en nyere versjon." in new.data.decode()
            )
            assert "/v2/" not in new.data.decode()


def assets_of(page: bytes) -> bytes:
    found: set[bytes] = set(re.findall(rb"assets/[0-9a-f]{12}/", page))
    assert len(found) == 1
    return found.pop()


def test_versions_with_the_same_characters_share_their_fonts() -> None:
    assert len({path.rpartition("/")[0] for path in site() if path.endswith(".css")}) == 1


def test_every_property_that_a_style_sheet_asks_for_has_a_value() -> None:
    sheets = {
        path.rpartition("/")[2]: file.data.decode() for path, file in site().items() if path.endswith(".css")
    }
    for name in ("edition.css", "search.css", "site.css", "landing.css", "finding.css", "form.css"):
        beside = ("theme.css", "edition.css") if name in {"edition.css", "search.css"} else sheets
        known = set().union(*(re.findall(r"(--[\w-]+):", sheets[one]) for one in (*beside, name)))
        # Designsystemet has names of its own that are set where a part is in use, and not otherwise.
        asked = {one for one in re.findall(r"var\((--[\w-]+)\)", sheets[name]) if not one.startswith("--_")}
        assert asked <= known, (name, asked - known)


def test_a_style_sheet_is_sent_without_what_is_for_its_authors() -> None:
    sheet = (
        b'/* Two\n lines */\n@media print {\n  a { top: 0; } /* why */\n\n  b::after { content: "-  "; }\n}'
    )
    assert compact(sheet) == b'@media print{a{top:0}b::after{content:"-  "}}\n'
    selectors = b'a > b + .c ~ [d="e + f"] + :is(li + li, p + *) { top: 0 }'
    assert compact(selectors) == b'a>b+.c~[d="e + f"]+:is(li+li,p+*) { top: 0 }\n'.replace(
        b" { top: 0 }", b"{top:0}"
    )
    sums = b"a{top:calc(1px + .5em + 1em + var(--a) + (2px + max(1px,2px)))}"
    assert compact(sums) == sums + b"\n"
    licences = {path: b"MIT" in file.data for path, file in site().items() if path.endswith(".css")}
    assert {path.rpartition("/")[2] for path, has in licences.items() if has} == {"site.css", "form.css"}


def test_a_page_load_is_below_100_kb_without_the_pdf() -> None:
    """Everything that the landing page asks for, uncompressed."""
    files = served()
    (assets,) = {path.rpartition("/")[0] for path in files if path.endswith("/theme.css")}
    page = f"/{NAME}/index.html"
    own = sum(len(files[f"{assets}/{name}"]) for name in ("theme.css", "site.css", "landing.css"))
    fonts = ("sans-regular", "sans-bold", "serif-regular", "serif-italic", "light-regular")
    weight = own + len(files[page]) + sum(len(files[f"{assets}/{name}.woff2"]) for name in fonts)
    assert weight + len(files[f"/{NAME}/v2/omslag.webp"]) <= 100_000
    assert sum(len(data) for path, data in files.items() if path.endswith(".woff2")) <= 100_000


def test_the_other_theme_has_a_site_too() -> None:
    files = site(ADDRESS, "noktern")
    assert files.keys() - {p for p in files if p.startswith("assets/")} == site().keys() - {
        p for p in site() if p.startswith("assets/")
    }


def test_a_version_keeps_its_look_when_the_theme_changes() -> None:
    first, _ = versions("report", "konstruktiv")
    _, second = versions("report", "noktern")
    files = make_site(NAME, [first, second], ADDRESS)
    sheets = {path: file.data for path, file in files.items() if path.endswith("/theme.css")}
    assert len(sheets) == 2
    for number, path in ((1, f"{NAME}/v1/"), (2, f"{NAME}/v2/"), (2, f"{NAME}/")):
        target = Page(files[f"{path}index.html"].data).all("link")[0]["href"] or ""
        sheet = urlsplit(urljoin(f"{HOST}/{path}", target)).path.lstrip("/")
        theme = (first, second)[number - 1].theme
        assert hexadecimal(theme.palette["signal"]).encode() in sheets[sheet]
