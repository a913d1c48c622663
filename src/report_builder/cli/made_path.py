"""A path that a command makes: its names work on every system, and no shell reads them as something else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from report_builder.cli.groups import RefusedError
from report_builder.language.message import Message, say
from report_builder.sources.names import typed_name_fault


class MadePath(click.Path):
    """A path to a file or folder that the command makes; ``example`` is a name that would do.

    What is there already has a name that works here.
    """

    name = "path"

    def __init__(self, example: str) -> None:
        super().__init__(path_type=Path)
        self._example = example

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Raises RefusedError for a name that is not there and that nobody should make."""
        if fault := made_fault(os.fspath(value)):
            raise RefusedError(fault, ctx, say("cli.usage.name", example=self._example))
        return super().convert(value, param, ctx)


def made_fault(given: str) -> Message | None:
    """Say which name of a path cannot be made, and why; None where all can, or are there."""
    path = Path(given)
    if not given:
        return say("sources.name-fault", name="", fault=say("archive.name-empty"))
    for place in (*reversed(path.parents), path):
        fault = None if place.name in ("", "..") else typed_name_fault(place.name)
        # How long a name may be is said by the place, when the file is written.
        if fault and fault.key != "sources.name-long" and not os.path.lexists(place):
            return say("sources.name-fault", name=place.name, fault=fault)
    return None
