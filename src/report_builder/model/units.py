"""Units: the groups, municipalities or schools that get a report each, from one set of sources."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct

UnitValue: TypeAlias = Decimal | str | None
"""What a cell of the table of units has; None where it has nothing, or what it has is hidden."""

OWN, WHOLE = "unit", "all"
"""How a text names what a unit's row says, and what the whole says: ``{unit.n}``, ``{all.n}``."""


class Unit(Struct, frozen=True):
    """One unit: ``id`` names its folder and files, ``own`` is its row and ``whole`` all of them, by columns.

    ``hidden`` are the columns whose values are not shown, as too few answered.
    """

    id: str
    name: str
    title: str
    own: Mapping[str, UnitValue]
    whole: Mapping[str, UnitValue]
    hidden: frozenset[str] = frozenset()

    @property
    def values(self) -> dict[str, UnitValue]:
        """Every value by the name that texts and conditions have for it."""
        return {
            **{f"{OWN}.{column}": value for column, value in self.own.items()},
            **{f"{WHOLE}.{column}": value for column, value in self.whole.items()},
        }
