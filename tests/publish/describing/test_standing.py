"""What pages say of corrections and of versions that were withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from report_builder.publish.addresses import Addresses
from report_builder.publish.describing import standing as describing
from tests.publish.describing.described_sites import ADDRESS, Head
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
