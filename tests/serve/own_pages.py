"""The pages that the server writes itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from starlette.testclient import TestClient

from report_builder.feedback.store import FeedbackStore
from report_builder.serve import make_app
from tests.serve.site import FILES, REPORT, Still, write_site

TEXT = "Fant ikke «tabell 3» <b>fet</b>\n\nlinje 3"


def own_pages(folder: Path, store: FeedbackStore, languages: Iterable[str]) -> dict[str, bytes]:
    """Every page that the server writes itself, in some languages."""
    found: dict[str, bytes] = {}
    for language in languages:
        root = folder / language
        write_site(root, {"/index.html": FILES["/index.html"]}, language=language)
        with TestClient(make_app(root, store, Still().world()), follow_redirects=False) as client:
            address = f"/{REPORT}/feedback"
            answers = {
                "404": client.get("/nothing"),
                "405": client.put("/"),
                "empty": client.post(address, data={"helpful": ""}),
                "kept": client.post(address, data={"helpful": "nei", "text": TEXT, "website": "x"}),
                "text": client.post(address, data={"text": TEXT * 100}),
                "413": client.post(address, data={"text": "x" * 20_000}),
            }
        found |= {f"{language}-{name}.html": answer.content for name, answer in answers.items()}
    return found
