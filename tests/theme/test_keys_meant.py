"""A key that is not known: the hint says which is meant, or which sign is lacking."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.theme.test_extends import load, write


@pytest.mark.parametrize("base", ["konstruktiv", "noktern", "felles"])
@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('pallete: {ink: "#000000"}', "did you mean 'palette'?"),
        ("styels: {}", "did you mean 'styles'?"),
        ("styles: {body: {sise: 9}}", "did you mean 'size'?"),
        ("page: {inwidth: 9}", "did you mean 'width'?"),
        ("sheets: {coover: {ground: ink}}", "did you mean 'cover'?"),
        ("page: {inner: 27,5mm}", "write inner: 27.5mm"),
        ("page: {top: 60, inner: 27,5 mm}", "write inner: 27.5 mm"),
        ("sheets: {cover: {stage: 0,4}}", "write stage: 0.4"),
        ("styles: {body: {size: 9,5, leading: 14}}", "write size: 9.5"),
        ("styles:\n  body {size: 9}", "put a colon behind 'body'"),
        ("page {inner: 9}", "put a colon behind 'page'"),
    ],
)
def test_the_hint_says_what_is_meant(tmp_path: Path, base: str, text: str, hint: str) -> None:
    write(tmp_path, eget=f"extends: {base}\n{text}\n", felles="extends: noktern\n")
    theme, said = load(tmp_path)
    assert theme is None
    assert [hint in line for line in said if "RB-UNKNOWN-KEY" in line] == [True], said
