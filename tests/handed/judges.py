"""The validators of who receives a version, in an environment of their own.

What they pin does not go together with what the program pins, so ``make tools`` installs them apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.web_support import missing

_PYTHON = Path(sys.prefix) / "validators" / "bin" / "python"


def ask(judge: str, *paths: Path) -> list[dict[str, Any]]:
    """Ask a script of this folder about each path; skip the test where the validators are not installed."""
    if not _PYTHON.exists():
        missing("eark-validator and roc-validator", "make tools")
    command = [_PYTHON, Path(__file__).with_name(judge), *paths]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    said: list[dict[str, Any]] = json.loads(answer.stdout.splitlines()[-1])
    return said
