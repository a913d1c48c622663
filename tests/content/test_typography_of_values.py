"""Typography of the texts in YAML files: each is read once, in its language, and told at its place."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import cycle, product
from pathlib import Path

import pytest

from report_builder.content.load import load_report
from report_builder.diagnostics import Diagnostic
from report_builder.sources.edits import apply_fixes
from report_builder.sources.files import SourceFiles
from tests.content.projects import load

CODE = "RB-TYPOGRAPHY"
SLIP = "andelen er 65% nå"
FINDING = "findings:\n  - id: f\n    value: 1\n    statement: Ja\n    {}\n"
LEAD = "lead: Ja\n{}\n"
SECTION = "lead: Ja\nsections:\n  - title: Ja\n    text: [Ja]\n    {}\n"

KEYS = {
    **{
        key: ("report", f"{key}: {{}}")
        for key in ("title", "subtitle", "description", "kind", "series", "publisher")
    },
    "keywords": ("report", "keywords:\n  - {}"),
    "authors": ("report", "authors:\n  - {}"),
    "contact": ("report", "contact:\n  name: {}"),
    "licence": ("report", "licence:\n  name: {}\n  url: https://example.no/"),
    "original": ("report", "original:\n  statement: {}"),
    "statement": ("findings", "findings:\n  - id: f\n    value: 1\n    statement: {}\n"),
    **{
        key: ("findings", FINDING.format(f"{key}: {{}}"))
        for key in ("question", "source", "compared", "unit")
    },
    "lead": ("landing", "lead: {}\n"),
    "voice": ("landing", LEAD.format("voice: {}")),
    "introduction": ("landing", LEAD.format("introduction:\n  - {}")),
    "note": ("landing", LEAD.format("findings:\n  group: g\n  note: {}")),
    "title of a section": ("landing", "lead: Ja\nsections:\n  - title: {}\n    text: [Ja]\n"),
    "text": ("landing", "lead: Ja\nsections:\n  - title: Ja\n    text:\n      - {}\n"),
    "items": ("landing", SECTION.format("items:\n      - {}")),
    "facts": ("landing", LEAD.format("facts:\n  title: Ja\n  items:\n    - {}")),
    "title of the facts": ("landing", LEAD.format("facts:\n  title: {}\n  items: [Ja]")),
}
FORMS = {
    "plain": "Her {}",
    "double": '"Her: {}"',
    "single": "'Her: {}' # som alltid",
    "literal": "|\n          Her {}\n",
    "folded": ">-\n          Her\n          og der {}",
    "folded paragraphs": ">-\n          Her\n\n          og der {}",
    "plain lines": "Her {}\n          og der",
    "double lines": '"Her {}\n          og der"',
    "second of double lines": '"Her\n          og der {}" # slik',
    "single lines": "'Her {}\n          og der'",
}
ESCAPED = {
    "quote": '"Her: \\"ja\\" {}"',
    "apostrophe": "'Kari''s {}'",
    "character": '"\\u00c5 {}"',
    "continued": '"Her \\\n          er {}"',
}


def found_in(tmp_path: Path, file: str, body: str, language: str) -> tuple[str, list[Diagnostic]]:
    """The text of a file that has ``body`` among the rest, and what is told of its typography."""
    load(tmp_path, "# Kapittel\n\nTekst.\n", language=language)
    path = tmp_path / f"content/{file}.yaml"
    if file == "report":
        key = body.partition(":")[0]
        lines = path.read_text("utf-8").splitlines()
        body = "\n".join([line for line in lines if not line.startswith(f"{key}:")] + [body]) + "\n"
    path.write_text(body, "utf-8")
    found = load_report(SourceFiles(tmp_path)).diagnostics
    return body, [item for item in found if item.code == CODE]


def written(key: str, form: str) -> tuple[str, str]:
    file, body = KEYS[key]
    return file, body.format(form)


def pairs(forms: Iterable[str]) -> list[tuple[str, str]]:
    """Every key and every form, each with some of the other."""
    return list(zip(KEYS, cycle(forms), strict=False))


@pytest.mark.whole
@pytest.mark.parametrize(("key", "form"), list(product(KEYS, FORMS)))
def test_each_text_in_each_form_is_read_once(key: str, form: str, tmp_path: Path) -> None:
    test_each_text_is_read_once_and_mended_at_its_place(key, form, tmp_path)


@pytest.mark.parametrize(("key", "form"), pairs(FORMS))
def test_each_text_is_read_once_and_mended_at_its_place(key: str, form: str, tmp_path: Path) -> None:
    file, body = written(key, FORMS[form].format(SLIP))
    body, found = found_in(tmp_path, file, body, "nb")
    assert len(found) == 1, body
    [span] = [item.span for item in found]
    assert span is not None
    assert body.splitlines()[span.line - 1][span.column - 1 :].startswith(("65%", "%"))
    after, _ = apply_fixes(found, {f"content/{file}.yaml": body.encode()})
    assert after[f"content/{file}.yaml"].decode() == body.replace("65%", "65 %")


@pytest.mark.parametrize(("key", "form"), pairs(FORMS))
def test_each_text_is_read_in_the_language_of_the_report(key: str, form: str, tmp_path: Path) -> None:
    file, body = written(key, FORMS[form].format("the share is 65% now"))
    assert found_in(tmp_path, file, body, "en")[1] == []


@pytest.mark.parametrize(("key", "form"), pairs(ESCAPED))
def test_what_is_written_with_escapes_is_told_where_it_begins(key: str, form: str, tmp_path: Path) -> None:
    text = ESCAPED[form].format(SLIP)
    file, body = written(key, text)
    body, found = found_in(tmp_path, file, body, "nb")
    [item] = found
    assert item.span is not None
    assert body.splitlines()[item.span.line - 1][item.span.column - 1 :].startswith(text[0])
    assert not item.fixes


def test_a_text_that_is_used_again_is_told_once(tmp_path: Path) -> None:
    body = f"findings:\n  - id: f\n    value: 1\n    statement: &a {SLIP}\n    question: *a\n"
    assert len(found_in(tmp_path, "findings", body, "nb")[1]) == 1
