"""What stands at the address of a finding: its page, its files for programs, and every way that it leads."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from msgspec.structs import replace

from report_builder.model.findings import Finding
from report_builder.publish.site import make_site
from tests.publish.site.sites import ADDRESS, NAME, Page, versions, with_report

WILD = r"5 % av \textbf{alle} & «noen» <b>{</b> $x_1$ ~ #2 ^"
NAMES = tuple(versions()[0].report.findings)
FILES = ("finding.json", "finding.csv", "finding.ris", "finding.bib", "finding.csl.json", "deling.png")


@cache
def files(address: str | None = ADDRESS) -> Mapping[str, bytes]:
    """The site of three versions: the second has other values, the third a statement of strange signs."""
    first, second = versions()
    findings = {name: _raised(each) for name, each in first.report.findings.items()}
    other = replace(first.report, findings=findings)
    wild = replace(other, findings=findings | {NAMES[0]: replace(findings[NAMES[0]], statement=WILD)})
    several = (first, with_report(second, other), replace(with_report(second, wild), number=3))
    return {path: file.data for path, file in make_site(NAME, several, address).items()}


def _raised(finding: Finding) -> Finding:
    return replace(finding, value=finding.value + 1, display=f"{finding.value + 1:f} stk.")


def folder(name: str) -> str:
    return f"{NAME}/funn/{name}/"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_all_that_the_report_does_in_a_few_kilobytes(name: str) -> None:
    data = files()[f"{folder(name)}index.html"]
    assert len(gzip.compress(data)) <= 20_000
    page = Page(data)
    assert page.scripts == []
    before, now = versions()[0].report.findings[name], _raised(versions()[0].report.findings[name])
    text = page.text.replace("\xa0", " ")
    for said in (now.statement if name != NAMES[0] else WILD, now.shown, before.shown, now.source):
        assert said.replace("\xa0", " ") in text
    if now.sample:
        assert str(now.sample)[-3:] in text


@pytest.mark.parametrize("address", [ADDRESS, None])
@pytest.mark.parametrize("name", NAMES)
def test_it_leads_to_its_places_its_files_and_its_versions(name: str, address: str | None) -> None:
    here = f"http://host/{folder(name)}"
    page, met = Page(files(address)[f"{folder(name)}index.html"]), set()
    for link in page.all("a"):
        parts = urlsplit(urljoin(here, link["href"] or ""))
        if parts.netloc != "host" or not parts.path.startswith(f"/{NAME}/"):
            continue
        path = parts.path[1:] + ("index.html" if parts.path.endswith("/") else "")
        assert path in files(address), link
        met.add(path.removeprefix(folder(name)))
        if parts.fragment and path.endswith(".html"):
            ids = {one["id"] for _, one in Page(files(address)[path]).elements if "id" in one}
            assert unquote(parts.fragment) in ids, link
    assert set(FILES[:-1]) <= met
    assert any(path.endswith(".pdf") for path in met)
    assert any("/rapport/" in path for path in met)
    assert {f"{folder(name)}{file}" for file in FILES} <= files(address).keys()


@pytest.mark.parametrize("address", [ADDRESS, None])
@pytest.mark.parametrize("name", NAMES)
def test_every_form_of_the_citation_says_the_same(name: str, address: str | None) -> None:
    told = {file: files(address)[folder(name) + file] for file in FILES[:-1]}
    (item,) = json.loads(told["finding.csl.json"])
    facts, finding = versions()[0].report.publication, _raised(versions()[0].report.findings[name])
    statement = WILD if name == NAMES[0] else finding.statement
    own = f"{ADDRESS}{folder(name)}" if address else None
    assert item["title"].replace("\xa0", " ") == f"{statement}: {finding.shown}".replace("\xa0", " ")
    assert (item["container-title"], item["version"], item.get("URL")) == (facts.title, "3", own)
    record = dict(line.split("  - ", 1) for line in told["finding.ris"].decode().splitlines())
    assert record["TI"] == " ".join(item["title"].split())
    assert [record.get(tag) for tag in ("T2", "ET", "UR")] == [facts.title, "3", own]
    assert (next(iter(record)), list(record)[-1]) == ("TY", "ER")
    fields = dict(re.findall(r"(?m)^  (\w+) = \{(.*)\},$", told["finding.bib"].decode()))
    assert _unescaped(fields["title"][1:-1]) == record["TI"]
    assert (fields["booktitle"], fields["edition"], fields.get("url")) == (f"{{{facts.title}}}", "3", own)
    described = json.loads(told["finding.json"])
    assert described["citation"].replace("\xa0", " ").count(statement.replace("\xa0", " ")) == 1
    assert described["value"] == finding.value


def _unescaped(text: str) -> str:
    """What BibTeX prints; no sign that it takes for its own may be left bare."""
    assert re.search(r"(?<!\\)[%&$#_]|(?<!\\)[~^]", text) is None
    for written, sign in {"backslash": "\\", "asciitilde": "~", "asciicircum": "^"}.items():
        text = text.replace(rf"\text{written}{{}}", sign)
    return re.sub(r"\\([{}%&$#_])", r"\1", text)


@pytest.mark.parametrize("name", NAMES)
def test_the_history_has_the_old_value_and_the_new(name: str) -> None:
    before = versions()[0].report.findings[name].value
    rows = list(csv.DictReader(files()[folder(name) + "finding.csv"].decode().splitlines()))
    wanted = [("1", "1", before), ("2", "3", before + 1)]
    if name == NAMES[0]:
        wanted = [("1", "1", before), ("2", "2", before + 1), ("3", "3", before + 1)]
    assert [(row["from"], row["to"], type(before)(row["value"])) for row in rows] == wanted
    described = json.loads(files()[folder(name) + "finding.json"])
    assert [row["value"] for row in described["history"]] == [value for _, _, value in wanted]
    listed = json.loads(files()[f"{NAME}/findings.json"])["findings"]
    assert [each["value"] for each in listed if each["id"] == name] == [before + 1]
