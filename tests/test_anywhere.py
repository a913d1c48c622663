"""The suite can be run in another order and as other machines would."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from scripts.test_anywhere import CONDITIONS, main

ROOT = Path(__file__).parent.parent
FILES = ("tests/cli/test_commands.py", "tests/test_codes.py", "tests/check/test_strict_reader.py")


def order(*options: str) -> list[str]:
    command = [sys.executable, "-m", "pytest", "-q", "--collect-only", *options, *FILES]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True, encoding="utf-8")
    return [line for line in done.stdout.splitlines() if "::" in line]


def test_a_seed_gives_an_order_in_which_files_stay_whole() -> None:
    plain, one, again, two = (order(), *(order("--shuffle", seed) for seed in ("1", "1", "2")))
    assert one == again
    assert len({tuple(each) for each in (plain, one, two)}) == 3
    assert sorted(plain) == sorted(one) == sorted(two)
    files = [line.partition("::")[0] for line in one]
    assert sum(before != after for before, after in pairwise(files)) == len(FILES) - 1


def test_every_condition_says_what_it_is() -> None:
    assert main(["--list"]) == 0
    assert all(condition.__doc__ for condition in CONDITIONS.values())
    assert main(["no-such"]) == 2
