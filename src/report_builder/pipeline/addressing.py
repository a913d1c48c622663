"""Tells, before a release, which links of readers it would break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.diagnostics import Diagnostics

if TYPE_CHECKING:
    from report_builder.compare.addresses import GoneAddress, MovedAddress

_MOST = 10
"""So many ids are told one by one; a report that was written anew has other worries."""


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
        diagnostics.warn(
            "RB-ADDRESS-GONE",
            None,
            f"links to {len(rest)} more ids of version {version} will lead nowhere: {', '.join(rest)}",
            "give what their readers should find these ids, unless the links may break",
        )
    for moved in changed.moved:
        (_tell_chapter if moved.chapter else _tell_heading)(moved, version, diagnostics)


def _tell_gone(address: GoneAddress, version: int, diagnostics: Diagnostics) -> None:
    led = f"led to «{address.title}»" if address.title else "was the id of a figure, a table or a text"
    now = f", which has the id '{address.now}' now" if address.now else ""
    there = "that heading" if address.now else "what their readers should find"
    diagnostics.warn(
        "RB-ADDRESS-GONE",
        None,
        f"links to '#{address.id}' will lead nowhere: in version {version} it {led}{now}",
        f"write {{#{address.id}}} behind {there}, unless the links may break",
    )


def _tell_heading(moved: MovedAddress, version: int, diagnostics: Diagnostics) -> None:
    diagnostics.warn(
        "RB-ADDRESS-MOVED",
        None,
        f"'#{moved.id}' leads to «{moved.after}» now, and led to «{moved.before}» in version {version}",
        "give each heading the id that it had, and what is new an id of its own",
    )


def _tell_chapter(moved: MovedAddress, version: int, diagnostics: Diagnostics) -> None:
    diagnostics.note(
        "RB-ADDRESS-MOVED",
        None,
        f"'#{moved.id}' is in the chapter «{moved.after}» now, and in version {version} in «{moved.before}»",
        "a link to it on the page of the old chapter does not find it in the new version",
    )
