"""Small rules of reading, each where it turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.content.load import load_report
from report_builder.content.pasted.rows import head_doubt
from report_builder.content.repeats.amounts import amounts
from report_builder.content.standin import stand_in
from report_builder.diagnostics import Severity
from report_builder.model.blocks import List, Table
from report_builder.sources.files import SourceFiles
from tests.content.projects import load
from tests.content.test_spoken import ROLE
from tests.said import english
from tests.sample_reports import SAMPLES, make_folder


@pytest.mark.parametrize(
    ("number", "is_year"),
    [("1799", False), ("1800", True), ("2100", True), ("2101", False), ("2 024", False)],
)
def test_a_number_that_could_be_a_year(number: str, is_year: bool) -> None:
    (amount,) = amounts(f"Det var {number} personer.")
    assert amount.year == is_year


@pytest.mark.parametrize(
    ("head", "is_doubted"),
    [(["**1**", "**2**"], False), (["1", "2"], True), (["**1**", "2"], True), (["**1**", ""], False)],
)
def test_a_head_of_bold_words_is_a_head(head: list[str], is_doubted: bool) -> None:
    assert (head_doubt([head, ["Nord", "12"], ["Sør", "14"]], captioned=True) is not None) == is_doubted


def test_a_table_ends_where_its_container_does(tmp_path: Path) -> None:
    report = load(tmp_path, "# K\n\n- | a | b |\n|---|---|\n| 1 | 2 |\n").value
    assert report is not None
    (block,) = report.chapters[0].blocks
    assert isinstance(block, List)
    assert not any(isinstance(inner, Table) for item in block.items for inner in item.blocks)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_of_facts_that_cannot_be_read_still_tells_its_chapters(
    encoding: str, end: str, tmp_path: Path
) -> None:
    text = end.join(["title: [Ærlig", "chapters:", "  - a.md", "  - å.md", "x: {"])
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/report.yaml").write_bytes((mark + text).encode(encoding))
    found = stand_in(SourceFiles(tmp_path)).chapters
    assert [(path, span.line) for path, span in found] == [
        ("content/chapters/a.md", 3),
        ("content/chapters/å.md", 4),
    ]


def test_a_role_that_would_be_printed_is_named_whole() -> None:
    facts = (SAMPLES / "report.yaml").read_text("utf-8")
    assert "kind: Prøve" in facts
    root = make_folder("# K\n\nTekst.\n", None, facts.replace("kind: Prøve", f'kind: "Prøve {ROLE}"'))
    (item,) = load_report(SourceFiles(root)).diagnostics
    assert ROLE in english(item.message)


@pytest.mark.parametrize(
    ("address", "code", "alone"),
    [
        ("post@example.no", "", ""),
        ("kari.nordmann+rapport@post.example.no", "", ""),
        ("mailto:post@example.no", "RB-EMAIL", "post@example.no"),
        ("Mailto:mailto:post@example.no", "RB-EMAIL", "post@example.no"),
        ("post@example.no?subject=Hei", "RB-EMAIL", "post@example.no"),
        ("mailto:post@example.no?cc=kari@example.no", "RB-VALUE", "post@example.no"),
        ("post@example.no,", "RB-EMAIL", "post@example.no"),
        ("<post@example.no>", "RB-EMAIL", "post@example.no"),
        ("Etaten <post@example.no>", "RB-VALUE", "post@example.no"),
        ("post@example.no; to@example.no", "RB-VALUE", ""),
        ("post@example,no", "RB-EMAIL", ""),
        ("post@example..no", "RB-EMAIL", ""),
        ("post@example", "RB-EMAIL", ""),
        ("post.@example.no", "RB-EMAIL", ""),
        ("post@example.no.", "RB-EMAIL", ""),
        ("post.example.no", "RB-VALUE", ""),
        ("post@@example.no", "RB-VALUE", ""),
    ],
)
def test_an_address_that_no_mail_reaches_is_told(address: str, code: str, alone: str) -> None:
    facts = (SAMPLES / "report.yaml").read_text("utf-8")
    assert "email: post@example.org" in facts
    root = make_folder(
        "# K\n\nTekst.\n", None, facts.replace("email: post@example.org", f'email: "{address}"')
    )
    found = load_report(SourceFiles(root)).diagnostics
    assert [(item.code, item.severity) for item in found] == ([(code, Severity.ERROR)] if code else [])
    assert all(f"'{address}'" in english(item.message) for item in found)
    right = f"write the address alone: '{alone}'" if alone else "write it like"
    assert all(english(item.hint).startswith(right) for item in found)


@pytest.mark.parametrize(
    ("target", "odd"),
    [
        ("mailto:post@example.no", ""),
        ("mailto:post@example.no?subject=Hei%20du", ""),
        ("MAILTO:post@bj\u00f8rn.no", ""),
        ("mailto:post@example", "post@example"),
        ("mailto:mailto:post@example.no", "mailto:post@example.no"),
        ("mailto:post@example..no", "post@example..no"),
        ("mailto:post@example.no,", "post@example.no,"),
    ],
)
@pytest.mark.parametrize("form", ["[Skriv til oss]({})", "<{}>"])
def test_a_link_that_no_mail_takes_is_told(target: str, odd: str, form: str) -> None:
    """The rule of the contact, wherever the address stands: behind a link a letter may be begun, too."""
    found = load_report(SourceFiles(make_folder(f"# K\n\nTekst. {form.format(target)}\n"))).diagnostics
    assert [item.code for item in found] == (["RB-EMAIL"] if odd else [])
    assert all(f"'{odd}'" in english(item.message) for item in found)
    assert all(english(item.hint) == "write it like mailto:post@example.no" for item in found)


def test_all_that_is_wrong_with_a_contact_is_told_at_once() -> None:
    facts = (SAMPLES / "report.yaml").read_text("utf-8")
    for right, wrong in (
        ("email: post@example.org", "email: post@example"),
        ('phone: "+47 40 00 00 00"', "phone: ring oss"),
        ("url: https://example.org/", "url: example.org"),
    ):
        assert right in facts
        facts = facts.replace(right, wrong)
    found = load_report(SourceFiles(make_folder("# K\n\nTekst.\n", None, facts))).diagnostics
    assert sorted(item.code for item in found) == ["RB-EMAIL", "RB-VALUE", "RB-VALUE"]
