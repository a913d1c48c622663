"""Which link targets are allowed. Everything that is not named here is refused."""

from __future__ import annotations

import re

from markdown_it.common.normalize_url import normalizeLink

from report_builder.language.message import Message, say
from report_builder.patterns import late

_SHAPES = {
    "https": late(r"https://[^/?#\s]+.*", re.IGNORECASE),
    "http": late(r"http://[^/?#\s]+.*", re.IGNORECASE),
    "mailto": late(r"mailto:[^@\s]+@[^@\s]+", re.IGNORECASE),
    "tel": late(r"tel:\+?[\d().\- ]+", re.IGNORECASE),
}
_EXAMPLES = {
    "https": "https://www.example.org/",
    "http": "http://www.example.org/",
    "mailto": "mailto:name@example.org",
    "tel": "tel:+4722222222",
}
_SCHEME = late(r"([A-Za-z][A-Za-z0-9+.-]*):")
# What a reader does not see, and some programs skip when they look for a scheme.
_UNSEEN = late(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class LinkError(ValueError):
    """A link target that is refused."""

    def __init__(self, message: Message, hint: Message) -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


def external_target(href: str) -> str:
    """Return ``href`` in ASCII, ready for the file.

    Raises LinkError unless it is a whole https, http, mailto or tel address.
    """
    if not href:
        raise LinkError(say("content.link-without-target"), say("content.link-without-target.hint"))
    seen = _UNSEEN.sub("", href)
    scheme = _SCHEME.match(seen)
    name = scheme.group(1).lower() if scheme else ""
    if name not in _SHAPES:
        if len(name) == 1 or seen.startswith("\\\\"):
            message = say("content.link-own-machine", path=seen)
            raise LinkError(message, say("content.link-own-machine.hint"))
        if scheme:
            message = say("content.link-scheme", scheme=f"{name}:")
        else:
            message = say("content.link-without-scheme", target=seen)
        raise LinkError(message, say("content.link-scheme.hint"))
    if seen != href and name != "tel":
        raise LinkError(say("content.link-blanks", target=seen), say("content.link-blanks.hint"))
    if not _SHAPES[name].fullmatch(href):
        hint = say("sources.write-like", example=_EXAMPLES[name])
        raise LinkError(say("content.address-cut", address=seen), hint)
    return href.replace(" ", "") if name == "tel" else normalizeLink(href)
