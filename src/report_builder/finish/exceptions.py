"""What finish raises when something would be missing from the file."""

from __future__ import annotations

from report_builder.language.message import Message


class FinishLost(Exception):  # noqa: N818 - named after what happened: RB-LOST
    """Tags, links, bookmarks or metadata were lost, or never had a place; nothing may be written.

    ``said`` tells what was lost.
    """

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.said = said
