"""The installed program: a wheel in a fresh environment, far from the checkout, with no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = [line for line in done.stderr.lower().splitlines() if "rb-placeholder" not in line]
    assert not any("warning" in line for line in told), told
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of scripts of an environment that has the wheel, and the packages of this one."""
    pytest.importorskip("setuptools")
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", folder, folder, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    home = folder / "environment"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    run(*pip, "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    packages = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    # Our own packages are found there, wherever they stand, but not the checkout itself.
    own = [entry for entry in sys.path if Path(entry).name.endswith("-packages")]
    (Path(packages) / "borrowed.pth").write_text("\n".join(own), "utf-8")
    where = run(python, "-c", "import report_builder; print(report_builder.__file__)", cwd=folder).strip()
    assert Path(where).is_relative_to(packages)
    return scripts


def test_a_new_report_builds_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    program = installed / "report-builder"
    run(program, "new", "demo", cwd=tmp_path)
    shown = run(program, "build", cwd=tmp_path / "demo")
    assert "own rules passed" in shown
    assert (tmp_path / "demo/output/demo.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert "no errors" in run(program, "check-content", cwd=tmp_path / "demo")


def test_both_themes_come_with_the_wheel(installed: Path, tmp_path: Path) -> None:
    program = installed / "report-builder"
    run(program, "new", "demo", "--theme", "noktern", cwd=tmp_path)
    assert "own rules passed" in run(program, "build", "demo", cwd=tmp_path)
