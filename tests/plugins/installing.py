"""Installs plug-ins as pip would leave them, with no network and nothing outside of the test's own folder."""

from __future__ import annotations

import importlib
import sys
import tomllib
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent / "example"
"""The worked example."""

MODULE = "report_builder_example"
GROUP = "report_builder.plugins"


def install_example(site: Path, monkeypatch: pytest.MonkeyPatch, version: str = "") -> None:
    """Install the example as an editable package, in the version of its ``pyproject.toml`` or another."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]
    points = project["entry-points"][GROUP]
    describe(site, project["name"], version or project["version"], points)
    monkeypatch.syspath_prepend(str(EXAMPLE / "src"))
    _put_on_path(site, monkeypatch, MODULE)


def install(site: Path, monkeypatch: pytest.MonkeyPatch, source: str, *, name: str = "test_plug") -> None:
    """Install the module ``name``, whose ``plugin`` is the plug-in "test"."""
    site.mkdir(parents=True, exist_ok=True)
    (site / f"{name}.py").write_text(source, "utf-8")
    describe(site, name.replace("_", "-"), "1.0", {"test": f"{name}:plugin"})
    _put_on_path(site, monkeypatch, name)


def describe(site: Path, package: str, version: str, points: dict[str, str], group: str = GROUP) -> None:
    """Write what an installer leaves of a package beside its modules."""
    folder = site / f"{package.replace('-', '_')}-{version}.dist-info"
    folder.mkdir(parents=True, exist_ok=True)
    head = f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n"
    (folder / "METADATA").write_text(head, "utf-8")
    lines = [f"[{group}]", *(f"{name} = {target}" for name, target in points.items()), ""]
    (folder / "entry_points.txt").write_text("\n".join(lines), "utf-8")


def _put_on_path(site: Path, monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    # Set first, so that undoing takes away what the test imports.
    monkeypatch.setitem(sys.modules, module, sys)
    del sys.modules[module]
    monkeypatch.syspath_prepend(str(site))
    importlib.invalidate_caches()
