"""veraPDF, asked once for each file: the same bytes have the same verdict in every copy of a scene."""

from __future__ import annotations

import os
from hashlib import sha512
from pathlib import Path
from typing import Any

from report_builder.language.message import Announce
from tests.verify_support import SharedMachine

_TESTS = os.getpid()
_ANSWERS: dict[tuple[str, tuple[str, ...]], dict[str, Any]] = {}


class RememberingMachine(SharedMachine):
    """A child made by fork shares no Java machine: there, a file must be known already."""

    def ask(
        self, path: Path, flavours: tuple[str, ...], patience: float, announce: Announce
    ) -> dict[str, Any]:
        key = sha512(path.read_bytes()).hexdigest(), flavours
        if key not in _ANSWERS:
            assert os.getpid() == _TESTS, "a file that veraPDF has not seen; release it in the tests first"
            _ANSWERS[key] = super().ask(path, flavours, patience, announce)
        return _ANSWERS[key]
