"""``cover`` in ``report.yaml``: the report's own face."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from report_builder.graphics.art import ART_KINDS, MOST_SEED
from report_builder.model.report import Face
from report_builder.sources.schema import Key, Located


class CoverKeys(Struct, frozen=True):
    """Keys of ``cover``."""

    art: Annotated[str, Key("key.theme.sheets.art", choices=ART_KINDS)] = ""
    seed: Annotated[int | None, Key("key.theme.sheets.seed", minimum=0, maximum=MOST_SEED)] = None
    stage: Annotated[float | None, Key("key.cover.stage", minimum=0, maximum=1)] = None
    ground: Annotated[Located[str] | None, Key("key.cover.ground", example="ink")] = None


def face_of(keys: CoverKeys) -> Face:
    """Give the face that the keys describe. Whether the theme has its ground is asked of the theme."""
    ground = keys.ground
    return Face(
        art=keys.art or "",
        seed=keys.seed,
        stage=keys.stage,
        ground=ground.value if ground else "",
        ground_span=ground.span if ground else None,
    )
