"""Programs that fetch files for nobody to read, as far as they say who they are.

The lists of all crawlers have thousands of names and change by the week; nearly every one of them carries one
of the words here. What hides itself is counted, as any reader is.
"""

from __future__ import annotations

import re

# Cubot makes phones.
_WORDS = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|scrap(?:er|y)|archive[r.]|mediapartners|externalhit|externalagent|embedly"
    r"|preview|validator|checker|monitor|uptime|pingdom|statuscake|lighthouse|headless|feedfetcher|google-",
    re.IGNORECASE,
)


def is_crawler(user_agent: str) -> bool:
    """Tell whether a ``User-Agent`` is that of a crawler, a preview of links or a monitor."""
    return _WORDS.search(user_agent) is not None
