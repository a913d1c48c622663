"""What finish raises when something would be missing from the file."""


class FinishLost(Exception):  # noqa: N818 - named after what happened: RB-LOST
    """Tags, links, bookmarks or metadata were lost, or never had a place; nothing may be written."""
