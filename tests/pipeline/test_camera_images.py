"""Row 24 of the fault table: a photograph as a camera writes it, through the whole build."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from PIL import Image

from report_builder.pipeline.building import Request, build_report

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, "HemmeligKamera"


def test_a_photograph_is_upright_and_does_not_tell_its_place(good_report: Path, tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[ORIENTATION] = 6  # a quarter turn
    tags[0x010F] = MAKER
    tags.get_ifd(GPS)[2] = (59.0, 54.0, 49.0)
    lying = Image.linear_gradient("L").resize((600, 300)).convert("RGB")
    lying.save(good_report / "assets" / "bilder" / "foto.jpg", exif=tags)
    with (good_report / "content" / "chapters" / "innledning.md").open("a", encoding="utf-8") as file:
        file.write("\n![En trapp i lys og skygge](bilder/foto.jpg)\n")

    outcome = build_report(Request(good_report, tmp_path / "x.pdf"), lambda: 0.0)

    assert outcome.value is not None
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        photographs = [item for item in streams if item.get("/Filter") == "/DCTDecode"]
        assert [item.Width < item.Height for item in photographs] == [True]
        raw = b"".join(item.read_raw_bytes() for item in streams)
    assert b"Exif" not in raw
    assert MAKER.encode() not in raw
