"""Which link targets are allowed. Everything that is not named here is refused."""

from __future__ import annotations

import re

from markdown_it.common.normalize_url import normalizeLink

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
    """A link target that is refused: ``args`` are the message and the hint."""


def external_target(href: str) -> str:
    """Return ``href`` in ASCII, ready for the file.

    Raises LinkError unless it is a whole https, http, mailto or tel address.
    """
    if not href:
        raise LinkError("a link has no target", "write [text](https://…) or [text](#id)")
    seen = _UNSEEN.sub("", href)
    scheme = _SCHEME.match(seen)
    name = scheme.group(1).lower() if scheme else ""
    if name not in _SHAPES:
        if len(name) == 1 or seen.startswith("\\\\"):
            message = f"'{seen}' is a path of your own machine, which leads nowhere for a reader"
            raise LinkError(message, "link to where it stands on the web: [words](https://…)")
        if scheme:
            message = f"links with '{name}:' are not allowed"
        else:
            message = f"the link target '{seen}' has no scheme"
        raise LinkError(message, "use https:, http:, mailto:, tel: or #id")
    if seen != href and name != "tel":
        raise LinkError(f"the link target '{seen}' has blanks or control characters in it", "take them out")
    if not _SHAPES[name].fullmatch(href):
        raise LinkError(f"'{seen}' is not a whole address", f"write it like {_EXAMPLES[name]}")
    return href.replace(" ", "") if name == "tel" else normalizeLink(href)
