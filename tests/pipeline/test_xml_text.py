"""XML that holds whatever a report may say."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from report_builder.pipeline.xml_text import document, element, leaf

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1)


@given(TEXTS, TEXTS)
def test_any_text_comes_back_without_what_xml_cannot_hold(text: str, value: str) -> None:
    made = document(element("a:root", {"xmlns:a": "urn:a", "said": value}, leaf("a:leaf", text)))
    root = ET.fromstring(made)  # noqa: S314 - our own text
    read = root.findtext("{urn:a}leaf") or ""
    legal = ILLEGAL.sub("", text)
    assert read == re.sub("\r\n?", "\n", legal)  # as every reader of XML reads line ends (2.11)
    assert root.get("said", "") == ILLEGAL.sub("", value)
    assert made == document(element("a:root", {"xmlns:a": "urn:a", "said": value}, leaf("a:leaf", text)))


def test_an_attribute_without_a_value_is_left_out() -> None:
    assert document(element("a", {"b": "", "c": "1"})).endswith(b'<a c="1" />\n')
