"""Pillow, loaded when a picture is first read, though ReportLab and pypdf import it as they are loaded."""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

_NAME = "PIL.Image"
_LOADING = RLock()


class _Picture:
    """What a picture is an instance of before one has been read: nothing is."""


class _Late(ModuleType):
    """A module that is loaded when something in it is first asked for or set, and then is as any other."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        _load(self)
        return ModuleType.__getattribute__(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        if not name.startswith("__"):
            _load(self)
        ModuleType.__setattr__(self, name, value)


_BEGUN: set[str] = set()


def _load(module: ModuleType) -> None:
    """Run the code of a module once; what it asks of itself meanwhile is there or not, as in any other."""
    with _LOADING:
        if module.__name__ in _BEGUN:
            return
        _BEGUN.add(module.__name__)
        assert module.__spec__ is not None
        assert module.__spec__.loader is not None
        module.__spec__.loader.exec_module(module)
        module.__class__ = ModuleType


def load_pillow_late() -> None:
    """Have ``PIL.Image`` loaded when a picture is read, by any of its names; most reports draw all theirs.

    pypdf and ReportLab only ask whether something is a picture, which nothing is before that.
    """
    if _NAME in sys.modules:
        return
    spec = find_spec(_NAME)
    assert spec is not None
    module = module_from_spec(spec)
    vars(module)["Image"] = _Picture
    module.__class__ = _Late
    sys.modules[_NAME] = module
    package, _, name = _NAME.partition(".")
    setattr(sys.modules[package], name, module)
