"""Tells, before a release, which links of readers it would break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted, in_turn, say, say_many

if TYPE_CHECKING:
    from report_builder.compare.addresses import GoneAddress, MovedAddress

_MOST = 10
"""So many ids are told one by one; in a report that was written anew nearly all are gone."""


def tell_addresses(before: bytes, after: bytes, version: int, diagnostics: Diagnostics) -> None:
    """Warn of what the ids of version ``version`` (its file is ``before``) lead to in the file ``after``.

    RB-ADDRESS-GONE for an id that is no more, RB-ADDRESS-MOVED for one that leads elsewhere. A version that
    another program made, and that cannot be read, has none.
    """
    from report_builder.check.document import Encrypted, Unreadable
    from report_builder.compare.addresses import changed_addresses, read_addresses

    try:
        changed = changed_addresses(read_addresses(before), read_addresses(after))
    except (Encrypted, Unreadable):
        return
    for address in changed.gone[:_MOST]:
        _tell_gone(address, version, diagnostics)
    if len(changed.gone) > _MOST:
        rest = [f"'#{address.id}'" for address in changed.gone[_MOST:]]
        message = say_many("pipeline.addresses-gone", len(rest), version=version, ids=in_turn(rest))
        diagnostics.warn("RB-ADDRESS-GONE", None, message, say("pipeline.addresses-gone.hint"))
    for moved in changed.moved:
        (_tell_chapter if moved.chapter else _tell_heading)(moved, version, diagnostics)


def _tell_gone(address: GoneAddress, version: int, diagnostics: Diagnostics) -> None:
    gone, title, now = address.id, address.title, address.now
    if now:  # only headings are known to have another one
        message = say("pipeline.address-renamed", id=gone, version=version, title=title, now=now)
        hint = say("pipeline.address-renamed.hint", id=gone)
    else:
        message = say("pipeline.address-gone", id=gone, version=version)
        if title:
            message = say("pipeline.address-heading-gone", id=gone, version=version, title=title)
        hint = say("pipeline.address-gone.hint", id=gone)
    diagnostics.warn("RB-ADDRESS-GONE", None, message, hint)


def _tell_heading(moved: MovedAddress, version: int, diagnostics: Diagnostics) -> None:
    diagnostics.warn(
        "RB-ADDRESS-MOVED",
        None,
        *hinted(
            "pipeline.address-moved", id=moved.id, after=moved.after, before=moved.before, version=version
        ),
    )


def _tell_chapter(moved: MovedAddress, version: int, diagnostics: Diagnostics) -> None:
    diagnostics.note(
        "RB-ADDRESS-MOVED",
        None,
        *hinted(
            "pipeline.address-chapter", id=moved.id, after=moved.after, before=moved.before, version=version
        ),
    )
