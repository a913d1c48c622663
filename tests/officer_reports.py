"""Reports such as an agency writes that has much to show: figures of all heights, boxes, tables."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from benchmarks.words import pieces
from tests.sample_reports import SAMPLES, make_folder

CHAPTERS, DENSE = (4, 5, 4, 3, 6, 5), (1.0, 0.6, 0.9, 1.0, 0.7, 1.0)
"""How many chapters each of these reports has, and how dense what it shows is."""
_LONG = " og enda mer om dette emnet, som er langt nok til to linjer"


class _Writer:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  no secret
        text = [piece.text for piece in pieces(600)]
        kinds = [piece.kind for piece in pieces(600)]
        self._paragraphs = [one for one, kind in zip(text, kinds, strict=True) if kind == "paragraph"]
        self._heads = [one for one, kind in zip(text, kinds, strict=True) if kind != "paragraph"]
        self._figures = 0

    def chapter(self, dense: float) -> str:
        """Sections of paragraphs, with something to see below many of them."""
        lines = [f"# Kapittel om {self._random.choice(self._heads)}"]
        for _ in range(self._random.randint(3, 6)):
            longer = _LONG if self._random.random() < 0.3 else ""
            lines.append(f"## {self._random.choice(self._heads)}{longer}")
            for _ in range(self._random.randint(2, 6)):
                lines += self._shown(dense)
        return "\n\n".join(lines) + "\n"

    def _shown(self, dense: float) -> Iterator[str]:
        drawn = self._random.random() / dense
        text = self._paragraph()
        if drawn < 0.35:
            self._figures += 1
            name = f"fig-{self._figures}"
            yield f"{text} Det viser [](#{name})."
            image = self._random.choice(("eksempel", "foto", "hoy", "hoy", "kvadrat"))
            suffix = "jpg" if image == "foto" else "png"
            width = self._random.choice((60, 80, 100, 100))
            yield f'![Et bilde](bilder/{image}.{suffix} "Bildetekst"){{#{name} width={width}%}}'
            return
        yield text
        if drawn < 0.5:
            inside = "\n\n".join(self._paragraph() for _ in range(self._random.randint(1, 4)))
            yield f'::: {{.fact-box title="En boks om noe"}}\n{inside}\n:::'
        elif drawn < 0.7:
            rows = (
                f"| Rad {row} | {row} | {self._words(12)} |" for row in range(self._random.randint(4, 22))
            )
            yield "\n".join(("Tabell: Noe\n", "| Navn | Tall | Tekst |", "|---|---:|---|", *rows))
        elif drawn < 0.8:
            yield "\n".join(f"- {self._words(30)}" for _ in range(self._random.randint(3, 7)))

    def _paragraph(self) -> str:
        return self._random.choice(self._paragraphs)

    def _words(self, most: int) -> str:
        return " ".join(self._paragraph().split()[: self._random.randint(2, most)])


def officer_report(number: int) -> Path:
    """Write the report with this number, from 0; give its folder, which is the caller's to remove."""
    writer = _Writer(number)
    names = [f"kapittel-{index}.md" for index in range(CHAPTERS[number])]
    listed = "".join(f"  - {name}\n" for name in names)
    facts = (SAMPLES / "report.yaml").read_text("utf-8").replace("  - prove.md\n", listed)
    root = make_folder("", report=facts)
    for name in names:
        (root / "content" / "chapters" / name).write_text(writer.chapter(DENSE[number]), "utf-8")
    (root / "content" / "chapters" / "prove.md").unlink()
    for name, size in (("hoy", (300, 420)), ("kvadrat", (400, 400))):
        Image.new("RGB", size, (120, 140, 160)).save(root / "assets" / "bilder" / f"{name}.png")
    return root


def remove(root: Path) -> None:
    """Remove the folder of a report."""
    shutil.rmtree(root)
