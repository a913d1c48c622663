"""The frame around a key stands off its own letters and off its neighbours, wherever keys are written."""

from __future__ import annotations

import pypdfium2
import pytest
from pypdfium2 import raw

from tests.sample_reports import build_folder, make_folder

WORDS = (
    "<kbd>Ctrl</kbd>+<kbd>Alt</kbd>, <kbd>F5</kbd><kbd>F6</kbd>. Så (<kbd>Tab</kbd>), «<kbd>Esc</kbd>» og"
    " <kbd>Ctrl</kbd>-tasten[^n] eller *<kbd>Shift</kbd>*."
)
PLACES = {
    "paragraph": f"Trykk {WORDS} {WORDS}",
    "heading": f"## {WORDS}",
    "table": f"| Tast | Hva |\n|:--|--:|\n| {WORDS} | <kbd>F2</kbd>x |",
    "list": f"- {WORDS}\n- [x<kbd>F1</kbd>x](https://example.org/)",
    "note": f"Se.[^m]\n\n[^m]: {WORDS}",
    "box": f'::: {{.fact-box title="Trykk <kbd>Enter</kbd>!"}}\n{WORDS}\n:::',
    "margin": f"Ved siden av.\n\n::: side-note\n{WORDS}\n:::",
}
CLEAR = 0.4
WIDEST, TALLEST = 120.0, 40.0

Box = tuple[float, float, float, float]


def frames_and_letters(page: pypdfium2.PdfPage) -> tuple[list[Box], list[Box]]:
    """Small paths of a page, and its letters: left, bottom, right, top."""
    paths = [item.get_bounds() for item in page.get_objects([raw.FPDF_PAGEOBJ_PATH])]
    frames = [box for box in paths if box[2] - box[0] < WIDEST and 3 < box[3] - box[1] < TALLEST]
    text = page.get_textpage()
    letters = [
        text.get_charbox(index)
        for index in range(text.count_chars())
        if chr(raw.FPDFText_GetUnicode(text.raw, index)).isprintable()
    ]
    return frames, [box for box in letters if box[2] > box[0]]


def touches(frame: Box, letter: Box) -> bool:
    """Whether a letter is near the frame's sides: neither off it inside, nor off it outside."""
    if letter[1] > frame[3] or letter[3] < frame[1]:
        return False
    left, _, right, _ = frame
    inside = left + CLEAR <= letter[0] and letter[2] <= right - CLEAR
    return not inside and letter[0] < right + CLEAR and letter[2] > left - CLEAR


@pytest.mark.parametrize("place", PLACES)
def test_a_key_stands_off_its_neighbours(place: str) -> None:
    note = "\n\n[^n]: Noten." if "[^n]" in PLACES[place] else ""
    made = build_folder(make_folder(f"# T\n\n{PLACES[place]}{note}\n"))
    found = 0
    with pypdfium2.PdfDocument(made.pdf) as document:
        for page in document:
            frames, letters = frames_and_letters(page)
            keys = [frame for frame in frames if any(_holds(frame, letter) for letter in letters)]
            found += len(keys)
            assert [(key, letter) for key in keys for letter in letters if touches(key, letter)] == []
    assert found >= PLACES[place].count("<kbd>")


def _holds(frame: Box, letter: Box) -> bool:
    return frame[0] < (letter[0] + letter[2]) / 2 < frame[2] and frame[1] < letter[1] < frame[3]
