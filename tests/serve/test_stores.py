"""The server over a real PostgreSQL that goes away and comes back."""

from __future__ import annotations

import html
import re
from pathlib import Path

from starlette.testclient import TestClient

from report_builder.feedback import open_store
from report_builder.serve import make_app
from tests.postgres import Postgres
from tests.serve.site import PDF_ADDRESS, REPORT, Still

TEXT = "Fant ikke «tabell 3»"


def test_a_database_that_is_gone_loses_nothing(root: Path, still: Still, postgres: Postgres) -> None:
    """Row 52 of the fault table."""
    outcome = open_store(postgres.new_database())
    assert outcome.value is not None, outcome.diagnostics
    data = {"helpful": "nei", "text": TEXT}
    with TestClient(make_app(root, outcome.value, still.world()), follow_redirects=False) as client:
        assert client.post(f"/{REPORT}/feedback", data=data).status_code == 303
        still.seconds = 600  # or the same answer would count as one
        postgres.stop()
        try:
            refused = client.post(f"/{REPORT}/feedback", data=data)
            assert client.get(PDF_ADDRESS).status_code == 200
        finally:
            postgres.start()
        assert refused.status_code == 503
        kept = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", refused.text, re.DOTALL)
        again = re.search(r'name="answer" value="([0-9a-f]{32})"', refused.text)
        assert kept
        assert again
        data |= {"text": html.unescape(kept[1]), "answer": again[1]}
        assert client.post(f"/{REPORT}/feedback", data=data).status_code == 303
    assert [answer.text for answer in outcome.value.answers()] == [TEXT, TEXT]
    assert [row.count for row in outcome.value.downloads()] == [1]
    assert [diagnostic.code for diagnostic in still.told] == ["RB-DATABASE"]
    outcome.value.close()
