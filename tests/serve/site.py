"""A small site such as ``publish`` writes, and a world that stands still."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from report_builder.diagnostics import Diagnostic
from report_builder.serve import World

DAY = date(2026, 5, 10)
REPORT = "konstruktiv-uro"
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 600
PAGE = (
    "<!doctype html><html lang=nb><title>Uro</title><h1>Konstruktiv uro æøå</h1>" + "<p>tekst</p>" * 100
).encode()

FILES: dict[str, tuple[bytes, str, int | None]] = {
    "/index.html": (b"<!doctype html><title>inngang</title>", "text/html", None),
    "/404.html": (b"<!doctype html><title>finnes ikke</title>", "text/html", None),
    f"/{REPORT}/index.html": (PAGE, "text/html", 2),
    f"/{REPORT}/takk/index.html": (b"<!doctype html><title>takk</title>", "text/html", None),
    f"/{REPORT}/beklager/index.html": (b"<!doctype html><title>beklager</title>", "text/html", None),
    f"/{REPORT}/v1/{REPORT}.pdf": (PDF[:5000], "application/pdf", 1),
    f"/{REPORT}/v2/index.html": (PAGE, "text/html", 2),
    f"/{REPORT}/v2/{REPORT}.pdf": (PDF, "application/pdf", 2),
    f"/{REPORT}/v2/æ «ø».svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", 2),
    f"/{REPORT}/versions.json": (b'{"versions": [1, 2]}', "application/json", None),
    "/assets/side.0123abcd.css": (b"body{color:#111}" * 60, "text/css", None),
    "/robots.txt": (b"User-agent: *\nAllow: /\n", "text/plain", None),
}
SUFFIXES = {"br": ".br", "gzip": ".gz"}
PDF_ADDRESS = f"/{REPORT}/v2/{REPORT}.pdf"

LASTING_PDF = f"/{REPORT}/{REPORT}.pdf"
LASTING_PAGE = f"/{REPORT}/latest/rapport/om-uro/index.html"
CHAPTER = f"/{REPORT}/v2/rapport/om-uro/index.html"
LASTING = {
    LASTING_PDF: (PDF, "application/pdf", 2),
    LASTING_PAGE: (PAGE, "text/html", 2),
    CHAPTER: (PAGE, "text/html", 2),
    f"/{REPORT}/v1/index.html": (PAGE, "text/html", 1),
    f"/{REPORT}/v1/forside.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", 1),
}
"""What a site has beside ``FILES`` since there are lasting addresses."""


def write_site(
    root: Path,
    files: Mapping[str, tuple[bytes, str, int | None]] = FILES,
    *,
    name: str = "aaa",
    language: str = "nb",
    as_link: bool = True,
    newest: int | None = 2,
    withdrawn: Mapping[str, str] | None = None,
    packed: Mapping[str, Mapping[str, bytes]] | None = None,
) -> Path:
    """Write a release and point to it, as ``publish`` does: the pointer last, in one step.

    ``withdrawn`` is the table's own; ``packed`` has what lies ready by address and coding.
    """
    folder = root / "releases" / name
    table: dict[str, dict[str, object]] = {}
    for address, (data, media_type, version) in files.items():
        path = folder / "www" / address.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (1_700_000_000, 1_700_000_000))
        table[address] = {
            "sha256": hashlib.sha256(data).hexdigest(),
            "size": len(data),
            "type": media_type,
            "version": version,
        }
    for address, copies in (packed or {}).items():
        table[address]["packed"] = {
            coding: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            for coding, data in copies.items()
        }
        for coding, data in copies.items():
            path = folder / "www" / f"{address.lstrip('/')}{SUFFIXES[coding]}"
            path.write_bytes(data)
    about: dict[str, object] = {"report": REPORT, "language": language, "files": table, "newest": newest}
    if withdrawn is not None:
        about["withdrawn"] = withdrawn
    (folder / "site.json").write_text(json.dumps(about), "utf-8")
    fresh = root / "new-pointer"
    if as_link:
        fresh.symlink_to(f"releases/{name}")
        fresh.replace(root / "current")
    else:
        fresh.write_text(f"releases/{name}\n", "utf-8")
        fresh.replace(root / "current.txt")
    return folder


@dataclass
class Still:
    """A world whose clock moves when it is told to."""

    seconds: float = 0.0
    day: date = DAY
    drawn: int = 0
    told: list[Diagnostic] = field(default_factory=list)

    def random(self, size: int) -> bytes:
        self.drawn += 1
        return self.drawn.to_bytes(size, "big")

    def world(self) -> World:
        return World(lambda: self.seconds, lambda: self.day, self.random, self.told.append)
