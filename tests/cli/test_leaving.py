"""The process ends at once, and yet with all it owes: output, what asked to be called, threads at work."""

from __future__ import annotations

import subprocess
import sys

import pytest

AT_EXIT = "import atexit; atexit.register(lambda: print('called at the end'))"
THREAD = (
    "import threading, time; "
    "threading.Thread(target=lambda: (time.sleep(0.5), print('a thread is done'))).start()"
)
RUN = "import sys; sys.argv[1:] = {arguments}; from report_builder.cli import main; {before}; main()"


def run(arguments: list[str], before: str = "pass") -> subprocess.CompletedProcess[str]:
    script = RUN.format(arguments=arguments, before=before)
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("arguments", "status"), [(["--version"], 0), (["build", "/no/such/folder"], 2), (["nonsense"], 2)]
)
@pytest.mark.parametrize("before", [AT_EXIT, THREAD], ids=["called", "thread"])
def test_nothing_is_lost(arguments: list[str], status: int, before: str) -> None:
    plain, done = run(arguments), run(arguments, before)
    assert plain.returncode == done.returncode == status
    assert done.stderr == plain.stderr
    assert plain.stdout or plain.stderr
    owed = "called at the end\n" if before is AT_EXIT else "a thread is done\n"
    assert done.stdout == plain.stdout + owed
