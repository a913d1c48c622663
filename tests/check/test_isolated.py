"""Files from strangers: whatever is in them, the answer is a finding (fault 39)."""

from __future__ import annotations

import random
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from report_builder.check.isolated import check_file
from report_builder.check.standards import OWN
from report_builder.cli.app import run
from report_builder.codes import CODES
from report_builder.diagnostics import ExitStatus
from report_builder.finish import BuildStamp, finish
from report_builder.language.message import Message, Value
from tests.finish.synthetic import make_report, sample
from tests.said import ENGLISH, english

GOOD = finish(sample(), make_report().publication, BuildStamp())
PLAIN = finish(sample(), make_report().publication, BuildStamp(), pack=False)


def checked(tmp_path: Path, data: bytes) -> set[str]:
    path = tmp_path / "fremmed.pdf"
    path.write_bytes(data)
    report = check_file(path, OWN)
    assert all(found.span is not None and found.span.path == path.as_posix() for found in report.findings)
    assert report.passed == (not report.findings)
    return {found.code for found in report.findings}


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"


def assemble(*objects: bytes) -> bytes:
    """A file of these objects, numbered from 1, with a table of places that is right."""
    out = BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, syntax in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, syntax))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def noise(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same in every run


def test_a_good_file_passes(tmp_path: Path) -> None:
    assert checked(tmp_path, GOOD) == set()
    assert checked(tmp_path, PLAIN) == set()


def locked() -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(GOOD)) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    return buffer.getvalue()


def looping_page_tree() -> bytes:
    return assemble(CATALOG, PAGES, b"<</Type/Pages/Count 1/Kids[2 0 R]>>")


def page_tree_without_bottom() -> bytes:
    levels = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 3) for number in range(20_000)]
    return assemble(CATALOG, *levels)


def nested_arrays() -> bytes:
    deep = b"[" * 100_000 + b"]" * 100_000
    return assemble(b"<</Type/Catalog/Pages 2 0 R/X " + deep + b">>", b"<</Type/Pages/Kids[]>>")


def nested_tags() -> bytes:
    chain = [b"<</S/Div/K %d 0 R>>" % (number + 6) for number in range(5_000)]
    return assemble(
        b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R>>",
        PAGES,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</K 5 0 R>>",
        *chain,
    )


def huge_declared_length() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    stream = b"<</Length 99999999999>>stream\n0 0 1 1 re f\nendstream"
    return assemble(CATALOG, PAGES, page, stream)


def bomb() -> bytes:
    """A content stream of some 4 MB that unfolds to 4 GB: one packed block of zeros, many times."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = compressor.compress(bytes(1 << 24)) + compressor.flush(zlib.Z_FULL_FLUSH)
    data = b"\x78\xda" + block * 256 + b"\x03\x00" + bytes(4)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(data), data)
    return assemble(CATALOG, PAGES, page, stream)


def wrong_types_everywhere() -> bytes:
    return assemble(
        b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot(x)/MarkInfo 7/Lang[1]/Names/N/Outlines[3]"
        b"/OutputIntents<<>>/Metadata 2 0 R/ViewerPreferences true/PageLabels 0>>",
        PAGES,
        b"<</Type/Page/Parent 2 0 R/MediaBox 4/Contents 5/Annots 3 0 R/Resources[/Font]/StructParents(x)>>",
    )


def looping_everything() -> bytes:
    return assemble(
        b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R/Names<</Dests 5 0 R>>/Outlines<</First 6 0 R>>>>",
        PAGES,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 3 0 R/Resources 7 0 R>>",
        b"<</K 4 0 R/ParentTree 5 0 R/RoleMap<</A/B/B/A>>>>",
        b"<</Kids[5 0 R]>>",
        b"<</Title(x)/Next 6 0 R/First 6 0 R>>",
        b"<</XObject<</X 8 0 R>>>>",
        b"<</Resources 7 0 R>>",
    )


def expanding_metadata() -> bytes:
    entities = b"".join(b'<!ENTITY a%d "%s">' % (n + 1, b"&a%d;" % n * 10) for n in range(9))
    packet = b'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">' + entities + b"]><x>&a9;</x>"
    buffer = BytesIO()
    with pikepdf.open(BytesIO(GOOD)) as pdf:
        pdf.Root.Metadata.write(packet)
        pdf.save(buffer, fix_metadata_version=False)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (locked, "RB-PDF-ENCRYPTED"),
        (looping_page_tree, "RB-PDF-UNREADABLE"),
        (page_tree_without_bottom, "RB-PDF-UNREADABLE"),
        (nested_arrays, "RB-PDF-UNREADABLE"),
        (nested_tags, "RB-PDF-UNREADABLE"),
        (huge_declared_length, "RB-PDF-UNTAGGED"),
        (bomb, "RB-PDF-UNREADABLE"),
        (wrong_types_everywhere, "RB-PDF-MARKED"),
        (looping_everything, "RB-PDF-MARKED"),
        (expanding_metadata, "RB-PDF-METADATA"),
        (lambda: b"", "RB-PDF-UNREADABLE"),
        (lambda: b"GIF89a" + bytes(200), "RB-PDF-UNREADABLE"),
        (lambda: noise(1).randbytes(50_000), "RB-PDF-UNREADABLE"),
        (lambda: b"%PDF-1.7\n" + noise(2).randbytes(50_000), "RB-PDF-UNREADABLE"),
    ],
)
def test_hostile_files_get_a_finding(tmp_path: Path, make: Callable[[], bytes], code: str) -> None:
    assert code in checked(tmp_path, make())
    assert CODES[code] is ExitStatus.CHECK_FAILED


def test_a_message_has_no_address_in_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "loop.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        pdf.save(file)
    assert run(["check", str(file)], ENGLISH, lambda: 0.0) == ExitStatus.CHECK_FAILED
    shown = capsys.readouterr().err
    assert "Loop detected" in shown
    assert "BytesIO" not in shown


@pytest.mark.parametrize("keep", [1, 9, 500, 5_000, len(GOOD) // 2, len(GOOD) - 900, len(GOOD) - 30])
def test_truncated_files_get_a_finding(tmp_path: Path, keep: int) -> None:
    assert checked(tmp_path, GOOD[:keep])


def mutated(seed: int) -> bytes:
    chance = noise(seed)
    data = bytearray(PLAIN if seed % 2 else GOOD)
    for _ in range(chance.choice((1, 5, 50))):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randrange(1, 200)]
            case 2:
                data[at:at] = chance.randbytes(chance.randrange(1, 50))
            case _:
                other = chance.randrange(len(data))
                data[at : at + 40] = data[other : other + 40]
    return bytes(data)


@pytest.mark.parametrize("seed", range(12))
def test_mutated_files_never_break_the_checker(tmp_path: Path, seed: int) -> None:
    codes = checked(tmp_path, mutated(seed))
    assert codes <= set(CODES)


def test_files_that_are_none(tmp_path: Path) -> None:
    for path in (tmp_path / "ingen.pdf", tmp_path):
        report = check_file(path)
        assert [found.code for found in report.findings] == ["RB-PDF-UNREADABLE"]
        assert not report.passed


def worker(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import time; time.sleep(3600)", "more than 1 seconds"),
        ('import time; print(\'{"at": "page 7"}\', flush=True); time.sleep(3600)', "1 seconds at page 7"),
        ("import os; os.abort()", "crashed"),
        ("raise MemoryError", "crashed"),
        ("print('[]')", "crashed"),
    ],
)
def test_a_worker_in_trouble_is_a_finding(tmp_path: Path, code: str, says: str) -> None:
    report = check_file(tmp_path / "x.pdf", patience=1.0 if "sleep" in code else None, worker=worker(code))
    assert [found.code for found in report.findings] == ["RB-PDF-UNREADABLE"]
    assert says in english(report.findings[0].message)
    assert not report.passed


def test_what_is_found_has_no_language_before_it_is_shown(tmp_path: Path) -> None:
    """The other process sends the key of a message and what fills its braces."""
    path = tmp_path / "ingen.pdf"
    path.write_bytes(b"ikke en PDF")
    (found,) = check_file(path, OWN).findings
    assert isinstance(found.message, Message)
    ((_, reason),) = found.message.values
    assert isinstance(reason, Message)
    assert (found.message.key, reason.key) == ("check.unreadable", "check.not-a-pdf")


def test_a_reader_that_moves_is_not_given_up(tmp_path: Path) -> None:
    """However long the whole takes; and each sign of life is passed on."""
    steps = (
        "import time\n"
        "for page in range(8):\n"
        "    time.sleep(0.4)\n"
        '    print(\'{"at": "page %d"}\' % page, flush=True)\n'
        'print(\'{"findings": [], "not_run": [], "profiles": [], "claims": [], "pages": 8}\')'
    )
    heard: list[Value] = []
    report = check_file(tmp_path / "x.pdf", patience=2.0, worker=worker(steps), announce=heard.append)
    assert report.passed
    assert report.pages == 8
    assert heard == [f"page {page}" for page in range(8)]


def test_no_worker_at_all(tmp_path: Path) -> None:
    report = check_file(tmp_path / "x.pdf", worker=[str(tmp_path / "no-such-program")])
    assert [found.code for found in report.findings] == ["RB-PDF-UNREADABLE"]
