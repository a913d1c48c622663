"""Every key of the specification (brand.yml) is used, or told of once: none is passed over in silence."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.taking_brand import taken
from report_builder.theme.brand_colours import ROLES
from report_builder.theme.contrast import contrast
from tests.theme.test_brand import FILE, hexadecimal, load, put
from tests.theme.test_extends import same, write

BASE: dict[str, Any] = {
    "color": {"palette": {"fjord": "#1B4965"}, "background": "#FFFFFF"},
    "typography": {
        "fonts": [
            {
                "family": "A",
                "source": "file",
                "files": [
                    {"path": "skrifter/Innbilt-Regular.ttf"},
                    {"path": "skrifter/Innbilt-Italic.ttf"},
                    {"path": "skrifter/Innbilt-Bold.ttf", "weight": 700},
                ],
            },
            {"family": "B", "source": "google"},
        ],
        "base": {"family": "Literata"},
        "headings": {"family": "Literata"},
        "monospace": {"family": "Source Sans 3"},
    },
}
"""What the keys stand in."""


def keys() -> Iterator[tuple[str, Any]]:
    """The specification: each key by its path, with a value that says something."""
    yield "meta.name", "Etaten"
    yield from ((f"meta.name.{key}", "Etaten") for key in ("full", "short"))
    yield "meta.link", "https://etaten.example/"
    places = ("home", "mastodon", "bluesky", "github", "linkedin", "twitter", "facebook")
    yield from ((f"meta.link.{place}", "https://etaten.example/") for place in places)
    yield "color.palette.lyng", "#B5386B"
    for role in ROLES:
        yield f"color.{role}", "#7A1F5C" if role not in ("background", "light", "tertiary") else "#F0E0F0"
        yield f"color.{role}.light", "#7A1F5C" if role != "background" else "#F0F0F0"
        yield f"color.{role}.dark", "#DDBBDD"
    yield "typography.fonts.0.files.1.style", "italic"
    yield "typography.fonts.0.files.2.weight", 900
    yield "typography.fonts.1.source", "bunny"
    yield "typography.fonts.1.weight", [400, 700]
    yield "typography.fonts.1.style", ["normal", "italic"]
    yield "typography.fonts.1.display", "swap"
    yield from ((f"typography.{kind}", "A") for kind in ("base", "headings", "monospace"))
    yield from ((f"typography.{kind}.family", "A") for kind in ("base", "headings", "monospace"))
    yield "typography.base.size", "11pt"
    yield "typography.base.weight", 700
    yield "typography.base.line-height", 1.5
    yield "typography.headings.weight", 400
    yield "typography.headings.style", "italic"
    yield "typography.headings.line-height", 1.2
    yield from (
        ("typography.headings.color", one) for one in ("#7A1F5C", "fjord", "primary", "rebeccapurple")
    )
    yield "typography.headings.color.light", "fjord"
    yield "typography.headings.color.dark", "fjord"
    yield "typography.monospace.size", "0.9em"
    yield "typography.monospace.weight", 600
    for kind in ("monospace-inline", "monospace-block"):
        yield f"typography.{kind}", "A"
        yield f"typography.{kind}.family", "A"
        yield f"typography.{kind}.size", "0.9em"
        yield f"typography.{kind}.weight", 600
        yield f"typography.{kind}.color", "fjord"
        yield f"typography.{kind}.background-color", "fjord"
    yield "typography.monospace-block.line-height", 1.2
    yield "typography.link.weight", "bold"
    yield "typography.link.decoration", "underline"
    yield "typography.link.color", "fjord"
    yield "typography.link.background-color", "fjord"
    yield "defaults.report-builder.image_ppi", 180


def brand(path: str, value: Any) -> str:
    """The brand file that says this beside what each says."""
    whole = copy.deepcopy(BASE)
    *outer, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    node: Any = whole
    for key in outer:
        if isinstance(node, dict) and not isinstance(node.get(key), dict | list):
            node[key] = {}
        node = node[key]
    if "headings.color" in path:
        whole["color"]["primary"] = "#334455"
    if path.startswith("typography.fonts.1"):
        whole["typography"]["base"] = {"family": "B"}
    if path.startswith("typography.fonts.0") or path.endswith("weight"):
        whole["typography"]["base"]["family"] = "A"
    if path.startswith("typography.monospace."):
        whole["typography"]["fonts"].pop()
        whole["typography"]["monospace"]["family"] = "Source Sans 3"
    node[last] = value
    return yaml.safe_dump(whole, sort_keys=False, allow_unicode=True)


def without(path: str) -> str:
    """The same without the key."""
    whole = yaml.safe_load(brand(path, None))
    return yaml.safe_dump(_bare(whole), sort_keys=False, allow_unicode=True)


def _bare(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _bare(value) for key, value in node.items() if _bare(value) not in (None, {})}
    return [_bare(one) for one in node] if isinstance(node, list) else node


@pytest.mark.parametrize(("path", "value"), [*keys()], ids=lambda one: str(one).replace(" ", ""))
def test_every_key_is_used_or_told_once(good_report: Path, path: str, value: Any) -> None:
    put(good_report, without(path))
    before, _, _ = load(good_report)
    owner = taken(str(good_report / FILE), Diagnostics())
    put(good_report, brand(path, value))
    theme, said, _ = load(good_report)
    assert theme is not None, said
    named = taken(str(good_report / FILE), Diagnostics())
    assert owner is not None
    assert named is not None
    parts = path.split(".")
    paths = [".".join(part for part in parts[:end] if not part.isdigit()) for end in range(1, len(parts) + 1)]
    passed = [line.partition("no use for ")[2].partition(";")[0] for line in said]
    told = sum(one in paths for line in passed for one in re.split(", | and ", line))
    is_used = not same(before, theme) or named.name != owner.name
    about_family = sum("'B' (bunny)" in line for line in said)
    assert told + about_family == 1 if not is_used else told == 0, (is_used, said)
    assert not any("is not known here" in line for line in said), said


@pytest.mark.parametrize("colour", ["#FFEE99", "lys", "background", "tertiary"])
@pytest.mark.parametrize("opener", ["paper", "tint", "sand"])
def test_headings_can_be_read_whatever_their_colour_is(good_report: Path, colour: str, opener: str) -> None:
    own = f"defaults: {{report-builder: {{sheets: {{opener: {{ground: {opener}}}}}}}}}\n"
    palette = 'palette: {lys: "#FFEE99", sand: "#F8F5EE"}'
    text = f"color: {{{palette}, tertiary: '#DDEEEE', background: white}}\n"
    put(good_report, f"{text}typography: {{headings: {{color: '{colour}'}}}}\n{own}")
    theme, said, _ = load(good_report)
    assert theme is not None, said
    found = theme.styles["heading2"].colour
    assert contrast(found, theme.palette[opener]) >= 4.5
    told = [line for line in said if "as 'headings' on" in line]
    assert len(told) == 1, said
    assert told[0].startswith("WARNING content/_brand.yml:2:32: RB-CONTRAST")
    assert f"{hexadecimal(found)} is used instead" in told[0]


def test_a_theme_above_the_brand_keeps_its_headings(good_report: Path) -> None:
    put(good_report, 'typography: {headings: {color: "#7A1F5C"}}\n')
    write(good_report, eget="extends: noktern\nstyles: {heading2: {colour: muted}}\n")
    theme, said, _ = load(good_report, "theme: eget")
    assert theme is not None, said
    assert theme.styles["heading2"].colour.name == "muted"
    assert hexadecimal(theme.styles["heading3"].colour) == "#7A1F5C"
