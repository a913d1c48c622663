"""What every test may use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# Times vary with the machine; speed is measured in benchmarks/, never asserted.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

BASE = Path(__file__).parent / "bad" / "_base"


@pytest.fixture
def good_report(tmp_path: Path) -> Path:
    """Return a folder of the test's own with the small good report in it."""
    root = tmp_path / "report"
    shutil.copytree(BASE, root)
    return root
