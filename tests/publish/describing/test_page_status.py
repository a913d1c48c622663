"""What pages say of corrections and of versions that were withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest

from report_builder.publish import Events, build_site
from report_builder.publish.addresses import Addresses
from report_builder.publish.cover import Cover
from report_builder.publish.describing import page_status as describing
from report_builder.publish.model import Correction, Withdrawn
from report_builder.publish.site import wanted_of
from tests.publish.describing.described_sites import ADDRESS, NAME, Head, released
from tests.publish.describing.vocabulary import faults

AT = datetime(2026, 11, 28, 12, 30, tzinfo=UTC)
WILD = '</script><b>"æøå" & <!--'
PAGE = "notat/v2/index.html"
either = pytest.mark.parametrize("where", [Addresses("notat", ADDRESS), Addresses("notat", None)])


def read(text: str) -> Head:
    return Head(f'<html lang="nb"><head>{text}</head></html>'.encode())


@either
def test_a_correction_is_told(where: Addresses) -> None:
    (node,) = read(describing.corrected(where, PAGE, 2, [(AT, WILD)])).nodes
    assert list(faults(node)) == []
    assert node["@id"] == (f"{ADDRESS}notat/v2/" if where.root else "./")
    assert node["correction"] == [
        {"@type": "CorrectionComment", "text": WILD, "datePublished": "2026-11-28T12:30:00+00:00"}
    ]
    assert describing.corrected(where, PAGE, 2, []) == ""


@either
def test_a_version_that_was_withdrawn_is_told(where: Addresses) -> None:
    (node,) = read(describing.withdrawn(where, PAGE, WILD, "A & B", 2)).nodes
    assert list(faults(node)) == []
    assert (node["name"], node["version"], node["creativeWorkStatus"]) == (WILD, "2", "Withdrawn")
    assert node["publisher"]["name"] == "A & B"


@either
@pytest.mark.parametrize("lasting", ["notat/latest/rapport/a.html", None])
@pytest.mark.parametrize(("replaced", "hidden"), [(True, False), (False, True), (False, False)])
def test_a_page_says_how_it_stands(
    where: Addresses, lasting: str | None, replaced: bool, hidden: bool
) -> None:
    head = read(describing.standing(where, PAGE, lasting, replaced=replaced, hidden=hidden))
    there = [f"{ADDRESS}{lasting}"] if where.root and lasting else []
    assert head.linked("canonical") == [text for _, text in head.properties] == there
    assert head.named("robots") == (["noindex"] if replaced or hidden else [])
    assert len(head.linked("DCTERMS.isReplacedBy")) == replaced


def test_a_site_tells_what_was_withdrawn_and_corrected(tmp_path: Path) -> None:
    shown = released("nb", "names")
    events = Events(
        (Withdrawn(1, AT, "Feil i tabell 1", "Etaten"),), {}, {3: (Correction(AT, "Figur 2 gjelder 2018."),)}
    )
    cover = Cover(b"", 10, 10, b"")
    with (
        patch("report_builder.publish.drawing.web_fonts", return_value={}),
        patch("report_builder.publish.cover.draw_cover", return_value=cover),
    ):
        several = [wanted_of(version) for version in shown[1:]]
        assert build_site(NAME, several, tmp_path, ADDRESS, None, events).value is not None
    (www,) = tmp_path.glob("releases/*/www")

    def head(path: str) -> Head:
        return Head((www / NAME / path).read_bytes())

    for path in ("v1/index.html", "v1/rapport/index.html"):
        gone = head(path)
        (node,) = gone.nodes
        assert (node["version"], node["creativeWorkStatus"]) == ("1", "Withdrawn")
        assert gone.named("robots") == ["noindex"]
        assert not gone.named("citation_title")
    newest = head("index.html")
    assert [one["version"] for node in newest.nodes for one in node.get("workExample", ())] == ["2", "3"]
    said = [one["text"] for node in newest.nodes for one in node.get("correction", ())]
    assert said == ["Figur 2 gjelder 2018."]
    assert [fault for node in newest.nodes for fault in faults(node)] == []
    assert not [node for node in head("v2/index.html").nodes if node.keys() & {"workExample", "correction"}]
    assert "<lastmod>2026-11-28</lastmod>" in (www / "sitemap.xml").read_text("utf-8")
