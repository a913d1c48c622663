"""Numbers of findings in the texts of ``report.yaml`` and ``landing.yaml``, wherever these are shown."""

from __future__ import annotations

from datetime import date
from hashlib import sha512
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from report_builder.content.load import load_report
from report_builder.publish import Pdf, Publishable
from report_builder.publish.site import make_site
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.sample_reports import SAMPLES, build_folder, make_folder

ROLE = "{finding}`framgang`"
SHOWN = "+4\u00a0prosentpoeng"


@pytest.fixture
def root() -> Path:
    facts = (SAMPLES / "report.yaml").read_text("utf-8")
    for key, old in (
        ("title", "Prøver – en side for hver blokk"),
        ("subtitle", "Alt som kan stå i et kapittel"),
    ):
        assert old in facts
        facts = facts.replace(old, f'"{key} {ROLE} her"')
    facts = facts.replace("Prøver av hver blokk.", f'"description {ROLE} her"')
    root = make_folder(f"# Om {ROLE}\n\nTekst.\n", None, facts)
    landing = (
        f'lead: "lead {ROLE} her"\nvoice: "voice {ROLE} her"\nintroduction: ["intro {ROLE} her"]\n'
        f'findings: {{group: lange, note: "note {ROLE} her"}}\n'
        f'sections: [{{title: "section {ROLE} her", text: ["text {ROLE} her"], '
        f'items: ["item {ROLE} her"]}}]\n'
        f'facts: {{title: "facts {ROLE} her", items: ["fact {ROLE} her"]}}\n'
    )
    (root / "content/landing.yaml").write_text(landing, "utf-8")
    return root


def test_the_value_stands_in_every_title_and_on_every_page(root: Path) -> None:
    made = build_folder(root)
    facts = made.report.publication
    for key in ("title", "subtitle", "description"):
        assert getattr(facts, key) == f"{key} {SHOWN} her"
    reader = PdfReader(BytesIO(made.pdf))
    assert not [page for page in reader.pages if "{finding}" in page.extract_text()]
    assert reader.metadata is not None
    assert reader.metadata.title == facts.title
    assert f"1 Om {SHOWN}" in [item.get("/Title") for item in reader.outline if isinstance(item, dict)]
    assert reader.metadata.subject == facts.description

    theme = load_theme("konstruktiv").value
    assert theme is not None
    pdf = Pdf("a.pdf", made.pdf, sha512(made.pdf).hexdigest(), made.laid_out.page_count, len(made.pdf), "nb")
    day = date(2026, 1, 1)
    version = Publishable(1, day, day, "Note.", ("PDF/UA-1",), pdf, made.report, theme)
    files = make_site("a", [version], None)
    pages = {path: file.data.decode() for path, file in files.items() if path.endswith((".html", ".xml"))}
    assert not [path for path, text in pages.items() if "{finding}" in text]
    landing = pages["a/index.html"]
    for word in ("lead", "voice", "intro", "note", "section", "text", "item", "facts", "fact", "title"):
        assert f"{word} {SHOWN} her" in landing.replace("&nbsp;", "\u00a0"), word
    assert f"description {SHOWN} her" in landing


def test_a_finding_that_is_not_there_is_told_at_its_key(root: Path) -> None:
    facts = root / "content/report.yaml"
    facts.write_text(facts.read_text("utf-8").replace("`framgang`", "`framgong`"), "utf-8")
    told = [d for d in load_report(SourceFiles(root)).diagnostics if d.code == "RB-UNKNOWN-FINDING"]
    lines = facts.read_text("utf-8").splitlines()
    assert [lines[d.span.line - 1].partition(":")[0] for d in told if d.span] == [
        "title",
        "subtitle",
        "description",
    ]
