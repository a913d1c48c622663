"""Ids from titles: readable in any script that has letters, the same for ever."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.content.ids import slug
from report_builder.model.blocks import Section
from tests.content.projects import report_of

KNOWN = {
    "Ål og æra i Øst": "al-og-aera-i-ost",
    "Ελληνικά κείμενα": "ellinika-keimena",
    "Українська мова": "ukrajinska-mova",
    "Русский язык": "russkij-jazyk",
    "Łódź og İstanbul": "lodz-og-istanbul",
    "Kültür ışığı": "kultur-isigi",
    "Þingið á Íslandi": "thingid-a-islandi",
    "Sámi čállin, ŋ, ŧ og đ": "sami-callin-n-t-og-d",
    "Žižek i Œuvres": "zizek-i-oeuvres",
    "Größe": "grosse",
    "京都の本": "京都の本",
    "2019–2020: ½ år": "2019-2020-1-2-ar",
}
"""Titles and their ids. No line here may ever change: each would be another address of a published page."""


@pytest.mark.parametrize("title", KNOWN)
def test_the_id_of_a_title(title: str) -> None:
    assert slug(title) == KNOWN[title]
    assert slug(unicodedata.normalize("NFD", title)) == KNOWN[title]
    assert slug(title.upper().replace("ß", "SS")) in (KNOWN[title], KNOWN[title].replace("ss", "s"))


def test_no_heading_with_letters_is_named_by_its_place(tmp_path: Path) -> None:
    titles = [title for title in KNOWN if title.isascii() or ord(title[0]) < 0x600]
    source = "\n\n".join(f"## {title}\n\nTekst." for title in titles)
    report = report_of(tmp_path, f"# Ελληνικά\n\n{source}\n")
    (chapter,) = report.chapters
    assert chapter.id == "ellinika"
    sections = [block for block in chapter.blocks if isinstance(block, Section)]
    assert [section.id for section in sections] == [KNOWN[title] for title in titles]


@given(st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=30))
def test_letters_leave_something_and_an_id_is_its_own_id(text: str) -> None:
    made = slug(text)
    assert made
    assert slug(made) == made
    assert not set(made) & set(" /\\?#%\"'<>")
