"""The inventory as a file: what people and other programs read, byte for byte."""

from __future__ import annotations

from datetime import UTC, datetime

from report_builder.archive.inventory import Inventory, Version, sidecar

FIRST, SECOND = "a" * 128, "b" * 128
MADE = Inventory(
    "konstruktiv-uro",
    (
        Version(1, datetime(2019, 12, 4, 8, tzinfo=UTC), "Første", "", {"uro.pdf": FIRST}),
        Version(
            2,
            datetime(2022, 5, 10, 9, 30, tzinfo=UTC),
            "",
            "Etaten",
            {"lik.pdf": SECOND, "ny.pdf": SECOND, "uro.pdf": FIRST},
            "mailto:post@example.no",
        ),
    ),
    {"v1/content/uro.pdf": FIRST, "v2/content/ny.pdf": SECOND},
    {"md5": {"v1/content/uro.pdf": "c" * 32}},
)
TEXT = f"""{{
 "id": "konstruktiv-uro",
 "type": "https://ocfl.io/1.1/spec/#inventory",
 "digestAlgorithm": "sha512",
 "head": "v2",
 "fixity": {{
  "md5": {{
   "{"c" * 32}": ["v1/content/uro.pdf"]
  }}
 }},
 "manifest": {{
  "{FIRST}": ["v1/content/uro.pdf"],
  "{SECOND}": ["v2/content/ny.pdf"]
 }},
 "versions": {{
  "v1": {{
   "created": "2019-12-04T08:00:00Z",
   "message": "Første",
   "state": {{
    "{FIRST}": ["uro.pdf"]
   }}
  }},
  "v2": {{
   "created": "2022-05-10T09:30:00Z",
   "state": {{
    "{SECOND}": ["lik.pdf", "ny.pdf"],
    "{FIRST}": ["uro.pdf"]
   }},
   "user": {{"name": "Etaten", "address": "mailto:post@example.no"}}
  }}
 }}
}}
"""


def test_an_inventory_is_one_text() -> None:
    assert MADE.to_bytes().decode() == TEXT


def test_a_sidecar_is_one_line() -> None:
    assert sidecar(b"").decode() == (
        "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f"
        "63b931bd47417a81a538327af927da3e inventory.json\n"
    )
