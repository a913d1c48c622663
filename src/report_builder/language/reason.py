"""Why the system refuses to read or write something, in the words of the reader."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType

from report_builder.language.message import Message, say

_USUAL: Mapping[int, Message] = MappingProxyType(
    {
        errno.ENOENT: say("reason.not-there"),
        errno.EACCES: say("reason.no-access"),
        errno.ENOSPC: say("reason.disk-full"),
        errno.EADDRINUSE: say("reason.address-in-use"),
        errno.ENOTDIR: say("reason.no-folder"),
        errno.EISDIR: say("reason.folder"),
        errno.EEXIST: say("reason.there-already"),
        errno.EROFS: say("reason.read-only"),
    }
)
"""What the system most often refuses, in words of our own."""


def reason_of(fault: Exception) -> Message:
    """Say why reading or writing failed: in our words where it is usual, else the system's own, quoted.

    A fault may bring its ``reason`` along.
    """
    own = getattr(fault, "reason", None)
    if isinstance(own, Message):
        return own
    usual = _USUAL.get(getattr(fault, "errno", None) or 0)
    if usual is not None:
        return usual
    reason = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
    return say("quote.said", text=f"{reason[:1].lower()}{reason[1:]}")
