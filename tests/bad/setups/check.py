"""Validators that are not there, hang, crash or object, and files that nobody should open."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from report_builder.check import verapdf
from report_builder.cli.app import run
from tests.bad.harness import Bench
from tests.said import ENGLISH


def no_validator(bench: Bench) -> None:
    """The packages of the extra ``verify`` are not installed."""
    bench.monkeypatch.setattr(verapdf, "find_spec", lambda _name: None)


def no_validator_for_a_good_file(bench: Bench) -> None:
    """The same, and a file that our own rules pass."""
    assert run(["build", str(bench.root), "--output", str(bench.output)], ENGLISH, lambda: 0.0) == 0
    no_validator(bench)


def _stand_in(bench: Bench, program: str, seconds: float = 20.0) -> None:
    """Let a small Python program answer in veraPDF's place."""
    verify = verapdf.verify

    def instead(paths: Sequence[Path], **_options: object) -> verapdf.VerifyReport:
        return verify(paths, patience=seconds, worker=[sys.executable, "-c", program])

    bench.monkeypatch.setattr(verapdf, "verify", instead)


def validator_hangs(bench: Bench) -> None:
    """The validator never answers."""
    _stand_in(bench, "import time; time.sleep(3600)", seconds=0.5)


def validator_crashes(bench: Bench) -> None:
    """The validator ends without an answer."""
    _stand_in(bench, "import os; os.abort()")


def validator_finds_a_failure(bench: Bench) -> None:
    """The validator objects to the file."""
    failure = '{"clause": "7.1", "test": 3, "count": 2, "message": "Content is not tagged"}'
    verdict = f'{{"flavour": "ua1", "compliant": false, "checks": 9, "failures": [{failure}]}}'
    _stand_in(bench, f"""input(); print('{{"verdicts": [{verdict}]}}', flush=True); input()""")


def object_loop(bench: Bench) -> None:
    """The pages of a file are their own ancestors."""
    _write(
        bench.output,
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Pages/Count 1/Kids[2 0 R]/Parent 2 0 R>>",
        ],
    )


def deflate_bomb(bench: Bench) -> None:
    """A page whose content of some kilobytes unfolds to eight gigabytes."""
    compressor = zlib.compressobj(9)
    first = compressor.compress(bytes(1 << 20)) + compressor.flush(zlib.Z_FULL_FLUSH)
    # After a full flush the same bytes can follow again and again.
    again = compressor.compress(bytes(1 << 20)) + compressor.flush(zlib.Z_FULL_FLUSH)
    content = zlib.compress(first + again * 8191, 9)
    head = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(content)
    _write(
        bench.output,
        [
            b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>",
            head + content + b"\nendstream",
        ],
    )


def no_claim(bench: Bench) -> None:
    """A sound file of another maker that says nothing of any standard."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(bench.output)


def encrypted(bench: Bench) -> None:
    """A file that asks for a password."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(bench.output, encryption=pikepdf.Encryption(owner="eier", user="bruker"))


def _write(path: Path, objects: Sequence[bytes]) -> None:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    path.write_bytes(out)
