from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from report_builder.cli.app import run
from report_builder.cli.explained_pages import REASONS
from report_builder.diagnostics import Diagnostic, Outcome, Severity, SourceSpan
from report_builder.language.message import say
from report_builder.layout.result import Reason, Weighed
from report_builder.own_version import own_version
from report_builder.pipeline import building
from report_builder.pipeline.building import Built, Request
from tests.pace import LONG
from tests.said import ENGLISH, plain


def clock() -> float:
    return 0.0


def command(*arguments: str, **environment: str) -> int:
    return run(arguments, {**ENGLISH, **environment}, clock)


@pytest.mark.parametrize("arguments", [["--help"], [], ["build", "--help"], ["check", "--help"]])
def test_help_has_examples(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command(*arguments) == 0
    assert "Examples:\n    report-builder " in capsys.readouterr().out


def test_who_stops_it_at_once_gets_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n", "utf-8")
    command = [sys.executable, "-m", "report_builder", "--help"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("--version") == 0
    assert own_version() in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bild"], "there is no command 'bild'; did you mean 'build'? Or see report-builder --help"),
        (["archive", "lst"], "did you mean 'list'? Or see report-builder archive --help"),
        (["feedback", "stat"], "did you mean 'stats'?"),
        (["xyzzy"], "there is no command 'xyzzy'; see report-builder --help"),
        (["build", "--drft"], "there is no option '--drft'; did you mean '--draft'?"),
        (["archive", "export", "--rot"], "did you mean '--root'?"),
        (["check"], "missing argument 'FILE...'; see report-builder check --help"),
    ],
)
def test_usage(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(*arguments) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("RB-USAGE ")
    assert words in shown.err
    assert len(shown.err.splitlines()) == 1
    assert shown.out == ""


def answer(monkeypatch: pytest.MonkeyPatch, outcome: Outcome[Built] | BaseException) -> list[Request]:
    """Let the pipeline answer without any work; the requests that it gets."""
    requests: list[Request] = []

    def build_report(request: Request, *_rest: object) -> Outcome[Built]:
        requests.append(request)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    monkeypatch.setattr(building, "build_report", build_report)
    return requests


def test_the_times_of_the_stages_stand_below_each_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stages = ((say("stage.read"), 0.25), (say("stage.verify"), 12.5))
    answer(monkeypatch, Outcome(replace(built(), timings=stages)))
    assert command("build", "--timings", "--lang", "nb") == 0
    assert capsys.readouterr().out.splitlines()[2:] == [
        "  leser                    250 ms",
        "  veraPDF kontrollerer   12500 ms",
    ]


def test_what_pages_weigh_is_told_by_chapter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = (
        Weighed("1", "En", 1.0, ((Reason.EMPTY, 0.0), (Reason.REST, 1.0)), is_last=False),
        Weighed("2", "En", 0.8, ((Reason.EMPTY, 4.0), (Reason.BOX, 6.0)), is_last=False),
        Weighed("3", "En", 0.05, ((Reason.SHORT_END, 12.0),), is_last=True),
        Weighed("4", "To", 0.4, (), is_last=True),
    )
    requests = answer(monkeypatch, Outcome(replace(built(), weighed=pages)))
    assert command("build", "--explain-pages", "--lang", "nb") == 0
    assert requests == [Request(Path(), explain_pages=True)]
    assert capsys.readouterr().out.splitlines()[2:] == [
        "En",
        "  side 1: 100 % fylt, veier 1,0: få linjer igjen av et avsnitt 1,0",
        "  side 2: 80 % fylt, veier 10,0: delt boks 6,0, tom plass 4,0",
        "  side 3: 5 % fylt, veier 12,0: nesten tom siste side 12,0, må slutte her",
        "To",
        "  side 4: 40 % fylt, veier 0,0: må slutte her",
        "Sidene veier 23,0 til sammen.",
    ]
    assert command("build") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_every_reason_is_told() -> None:
    assert set(REASONS) == {reason.value for reason in Reason}


def built(size: int = 1_234_567, *, verified: bool = False) -> Built:
    return Built(Path("output/x.pdf"), 24, size, verified, ((say("stage.layout"), 0.25),))


def test_options_reach_the_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = answer(monkeypatch, Outcome(built()))
    assert command("build", "there", "--output", "x.pdf", "--draft", "--verify") == 0
    assert command("build") == 0
    assert requests == [Request(Path("there"), Path("x.pdf"), True, True), Request(Path())]


def test_summary(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answer(monkeypatch, Outcome(built()))
    assert command("build") == 0
    assert capsys.readouterr().out.splitlines() == [
        "output/x.pdf",
        "24 pages · PDF, 1.2 MB · 0.0 s · own rules passed; not verified with veraPDF",
    ]
    answer(monkeypatch, Outcome(built(40_000, verified=True)))
    assert command("build", "--timings") == 0
    assert capsys.readouterr().out.splitlines() == [
        "output/x.pdf",
        "24 pages · PDF, 0.04 MB · 0.0 s · own rules passed; veraPDF passed PDF/UA-1 and PDF/A-2a",
        "  layout     250 ms",
    ]


def test_diagnostics_are_sorted_marked_and_located(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = SourceSpan("content/a.md", 1), SourceSpan("content/a.md", 2, 3)
    items = (
        Diagnostic("RB-OUTPUT-WRITE", plain("no room")),
        Diagnostic("RB-DUPLICATE-ID", plain("twice"), plain("rename one"), second, related=(first,)),
        Diagnostic("RB-LONG-WORD", plain("broken"), None, SourceSpan("content/a.md", 10), Severity.WARNING),
        Diagnostic(
            "RB-IMAGE-CONVERTED", plain("from CMYK"), None, SourceSpan("content/a.md", 9), Severity.NOTE
        ),
        Diagnostic("RB-EMPTY", plain("a\x1b[31m\u202eb\udc80"), None, SourceSpan("content/report.yaml")),
    )
    answer(monkeypatch, Outcome(None, items))
    assert command("build", "there") == 3
    assert capsys.readouterr().err.splitlines() == [
        "there/content/a.md:2:3: RB-DUPLICATE-ID twice (see there/content/a.md:1:1); rename one",
        "there/content/a.md:9:1: RB-IMAGE-CONVERTED note: from CMYK",
        "there/content/a.md:10:1: RB-LONG-WORD warning: broken",
        "there/content/report.yaml: RB-EMPTY a\\u001b[31m\\u202eb\\udc80",
        "RB-OUTPUT-WRITE no room",
    ]


def test_at_most_fifty_are_shown_and_errors_before_warnings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    warnings = [
        Diagnostic("RB-LONG-WORD", plain("broken"), None, SourceSpan(f"a{line:02}.md", 1), Severity.WARNING)
        for line in range(1, 61)
    ]
    error = Diagnostic("RB-EMPTY", plain("nothing"), None, SourceSpan("z.md", 1))
    answer(monkeypatch, Outcome(None, (*warnings, error)))
    assert command("build") == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[49] == "z.md:1:1: RB-EMPTY nothing"
    assert lines[50] == "… and 11 more; --all shows each:"
    assert lines[51:] == [f"  1 × RB-LONG-WORD warning: a{line}.md" for line in range(50, 61)]


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize(("count", "shown"), [(5, 5), (6, 3), (50, 3)])
def test_of_a_long_run_of_one_warning_the_first_three_are_shown(
    severity: Severity,
    count: int,
    shown: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run = [
        Diagnostic("RB-TYPED-REFERENCE", plain("typed"), plain(f"{line}"), SourceSpan("a.md", line), severity)
        for line in range(1, count + 1)
    ]
    other = Diagnostic("RB-LONG-WORD", plain("broken"), None, SourceSpan("a.md", 99), Severity.WARNING)
    answer(monkeypatch, Outcome(None, (*run, other)))
    command("build")
    lines = capsys.readouterr().err.splitlines()
    if severity is Severity.ERROR:
        assert [line.split(":")[1] for line in lines[:count]] == [str(line) for line in range(1, count + 1)]
        return
    assert [line.split(":")[1] for line in lines[: shown + 1]] == [*map(str, range(1, shown + 1)), "99"]
    assert [line.strip().split(" ")[0] for line in lines[shown + 2 :]] == (
        [str(count - shown)] if shown < count else []
    )
    command("build", "--all")
    assert len(capsys.readouterr().err.splitlines()) == count + 1


def test_the_others_are_counted_by_code_and_file_in_an_order_that_is_stable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    warnings = [
        Diagnostic(code, plain(f"nr. {line}"), None, SourceSpan(path, line), Severity.WARNING)
        for path, count in (("a.md", 60), ("b.md", 30), ("c.md", 70))
        for line in range(1, count + 1)
        for code in ("RB-LONG-WORD", "RB-FOREIGN-SIGN")
    ]
    answer(monkeypatch, Outcome(None, tuple(warnings)))
    command("build")
    first = capsys.readouterr().err
    answer(monkeypatch, Outcome(None, tuple(reversed(warnings))))
    command("build")
    assert capsys.readouterr().err == first
    assert first.splitlines()[18:] == [
        "… and 302 more; --all shows each:",
        "  67 × RB-FOREIGN-SIGN warning: c.md",
        "  67 × RB-LONG-WORD warning: c.md",
        "  57 × RB-FOREIGN-SIGN warning: a.md",
        "  57 × RB-LONG-WORD warning: a.md",
        "  27 × RB-FOREIGN-SIGN warning: b.md",
        "  27 × RB-LONG-WORD warning: b.md",
    ]
    command("build", "--all")
    assert len(capsys.readouterr().err.splitlines()) == 320


@pytest.mark.parametrize("value", ["", "x", "-1", "1.5", "٣", "253402214400", "9" * 5000])
def test_epoch_that_is_no_time(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("build", SOURCE_DATE_EPOCH=value) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("RB-EPOCH SOURCE_DATE_EPOCH is ")
    assert len(shown) < 300


@pytest.mark.parametrize("value", ["0", "1575417600", "253402214399"])
def test_epoch_that_is_a_time(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, Outcome(built()))
    assert command("build", SOURCE_DATE_EPOCH=value) == 0


def test_our_own_fault_goes_into_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answer(monkeypatch, ZeroDivisionError("secret \udc80"))
    assert command("build", "x") == 70
    shown = capsys.readouterr().err
    assert shown.startswith("RB-INTERNAL a fault of the program itself (ZeroDivisionError); please send /")
    (report,) = tmp_path.iterdir()
    assert str(report) in shown
    text = report.read_text("utf-8")
    assert "Traceback" in text
    assert "arguments: ['build', 'x']" in text


def test_our_own_fault_on_a_full_disk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(**_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "mkstemp", full)
    answer(monkeypatch, ZeroDivisionError())
    assert command("build") == 70
    assert "could not be written (no space left on device)" in capsys.readouterr().err


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_the_run_and_leaves_no_file(
    good_report: Path, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    script = (
        "import sys, time\n"
        "from report_builder import layout\n"
        "layout.lay_out = lambda *_, **__: print('here', flush=True) or time.sleep(3600)\n"
        "from report_builder.cli import main\n"
        "main()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, "build", good_report, "-o", folder / "x.pdf"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        assert [path.suffix for path in folder.iterdir()] == [".tmp"]
        process.send_signal(number)
        _, shown = process.communicate(timeout=LONG)
    assert process.returncode == status
    assert "Traceback" not in shown
    assert list(folder.iterdir()) == []


def test_a_console_with_few_characters(good_report: Path) -> None:
    chapter = good_report / "content" / "chapters" / "innledning.md"
    chapter.write_text("# Áŋŋel {#a}\n\n[ŋ](#ŋŋ)\n", "utf-8")
    shown = subprocess.run(
        [sys.executable, "-m", "report_builder", "build", good_report],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert shown.returncode == 2
    assert b"\\u014b\\u014b" in shown.stderr
    assert b"Traceback" not in shown.stderr


def test_progress_stays_off_what_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, Outcome(built()))
    assert command("build") == 0
    assert capsys.readouterr().err == ""


def test_time_in_the_summary_is_the_clock_s(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, Outcome(built()))
    times = iter([10.0, 12.3])
    assert run(["build"], ENGLISH, lambda: next(times)) == 0
    assert "· 2.3 s ·" in capsys.readouterr().out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_no_fault_of_ours() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "report_builder", "schema", "report"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr.startswith("RB-OUTPUT-WRITE ")
