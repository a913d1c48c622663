"""Every diagnostic code, in one table. ``docs/codes.md`` and ``docs/koder.md`` are generated from it.

A code is stable once it was released: its meaning may be narrowed, never changed.
"""

from __future__ import annotations

from collections.abc import Mapping

from report_builder.diagnostics import ExitStatus

_BAD = ExitStatus.BAD_INPUT
_ENV = ExitStatus.ENVIRONMENT
_CHECK = ExitStatus.CHECK_FAILED
_CONFLICT = ExitStatus.CONFLICT
_OWN = ExitStatus.INTERNAL

CODES: Mapping[str, ExitStatus | None] = {
    # Files
    "RB-FILE-MISSING": _BAD,
    "RB-PATH": _BAD,
    "RB-FILE-NAME": _BAD,
    "RB-NAME-FORM": None,
    "RB-ENCODING": _BAD,
    "RB-UNLISTED": None,
    # YAML
    "RB-YAML-SYNTAX": _BAD,
    "RB-YAML-ANCHOR": _BAD,
    "RB-YAML-LIMIT": _BAD,
    "RB-YAML-TAG": _BAD,
    "RB-DUPLICATE-KEY": _BAD,
    "RB-UNKNOWN-KEY": _BAD,
    "RB-MISSING-KEY": _BAD,
    "RB-WRONG-TYPE": _BAD,
    "RB-VALUE": _BAD,
    "RB-EMAIL": _BAD,
    "RB-DATE": _BAD,
    # Text
    "RB-NESTING": _BAD,
    "RB-HTML": _BAD,
    "RB-UNSUPPORTED": _BAD,
    "RB-UNKNOWN-BLOCK": _BAD,
    "RB-UNKNOWN-ATTRIBUTE": _BAD,
    "RB-LINK-SCHEME": _BAD,
    "RB-HEADING-LEVEL": _BAD,
    "RB-DUPLICATE-ID": _BAD,
    "RB-DANGLING-REF": _BAD,
    "RB-DANGLING-NOTE": _BAD,
    "RB-UNKNOWN-FINDING": _BAD,
    "RB-NUMBER-TWICE": None,
    "RB-SCRIPT": _BAD,
    "RB-INVISIBLE": None,
    "RB-TABLE-RAGGED": _BAD,
    "RB-EMPTY": _BAD,
    # What a person pastes
    "RB-PASTE-TABS": _BAD,
    "RB-PASTE-TABLE": _BAD,
    "RB-PASTE-CAPTION": _BAD,
    "RB-PASTE-BULLET": _BAD,
    "RB-PASTE-LIST": None,
    "RB-PASTE-NOTE": None,
    "RB-SHORT-LINES": None,
    "RB-SIGN-LINE": None,
    "RB-LAZY-LINE": None,
    "RB-NOTE-STAR": None,
    "RB-INDENTED-LINES": None,
    "RB-CURLY-SYNTAX": _BAD,
    "RB-WINDOWS-PATH": _BAD,
    "RB-LAST-BREAK": None,
    "RB-SOFT-RETURN": None,
    "RB-QUOTES": None,
    "RB-LANG-MISSING": None,
    "RB-DASH": None,
    "RB-BOLD-HEADING": None,
    "RB-HEADING-NUMBER": None,
    "RB-TYPED-REFERENCE": None,
    "RB-PLAIN-HEADING": None,
    "RB-WEAK-LINK": None,
    "RB-LOST-LINK": None,
    "RB-PRIVATE-PATH": None,
    "RB-BARE-LINK": None,
    "RB-ALLOW": None,
    # Images
    "RB-IMAGE-MISSING": _BAD,
    "RB-IMAGE-BROKEN": _BAD,
    "RB-IMAGE-BOMB": _BAD,
    "RB-IMAGE-TYPE": _BAD,
    "RB-IMAGE-REMOTE": _BAD,
    "RB-IMAGE-CONVERTED": None,
    "RB-ALT-MISSING": _BAD,
    "RB-WEAK-ALT": None,
    # Theme and layout
    "RB-CONTRAST": _BAD,
    "RB-FONT": _BAD,
    "RB-FONT-DAMAGED": _BAD,
    "RB-GLYPH": _BAD,
    "RB-LONG-WORD": None,
    "RB-LONG-NUMBER": None,
    "RB-TOO-WIDE": _BAD,
    "RB-TOO-TALL": _BAD,
    "RB-PAGES-UNSETTLED": _BAD,
    # Output and processes
    "RB-OUTPUT-PATH": _BAD,
    "RB-NEW-FOLDER": _BAD,
    "RB-OUTPUT-WRITE": _ENV,
    "RB-STALE-TEMP": None,
    "RB-SOURCE-CHANGED": _CONFLICT,
    "RB-EPOCH": _BAD,
    "RB-USAGE": _BAD,
    "RB-NOT-VERIFIED": _ENV,
    "RB-VALIDATOR": _ENV,
    "RB-PLUGIN-MISSING": _ENV,
    "RB-PLUGIN": _ENV,
    "RB-LOST": _OWN,
    "RB-INTERNAL": _OWN,
    # Releases
    "RB-ADDRESS-GONE": None,
    "RB-ADDRESS-MOVED": None,
    "RB-RELEASE-BEHIND": _CONFLICT,
    "RB-RELEASE-NAME": _CONFLICT,
    "RB-RELEASE-NOTE": _BAD,
    "RB-RELEASE-TEXT": _BAD,
    "RB-RELEASE-FIRST": None,
    "RB-RELEASE-DATE": _BAD,
    "RB-ID-WRITTEN": None,
    "RB-ID-UNWRITTEN": _BAD,
    "RB-ID-SHARED": None,
    "RB-RECORD": _BAD,
    "RB-ARCHIVE-AWAY": _CONFLICT,
    "RB-ARCHIVE-OTHER": _CONFLICT,
    "RB-ARCHIVE-CHAIN": _CHECK,
    "RB-WITHDRAWN": _CONFLICT,
    "RB-NOT-WITHDRAWN": _CONFLICT,
    "RB-PURGED": _BAD,
    "RB-DEPOSIT": _CHECK,
    "RB-JOURNAL": _CHECK,
    "RB-VERSION-UNKNOWN": _BAD,
    "RB-VERSION-FOREIGN": _CHECK,
    "RB-REBUILD-DIFFERS": _CHECK,
    # The archive
    "RB-ARCHIVE-BUSY": _CONFLICT,
    "RB-ARCHIVE-NEW": None,
    "RB-ARCHIVE-MENDED": None,
    "RB-ARCHIVE-UNPROVEN": _CHECK,
    "RB-BAG": _CHECK,
    "RB-BAG-OLD": None,
    "RB-ARCHIVE-LIMIT": _BAD,
    "RB-ARCHIVE-TARGET": _BAD,
    "RB-ARCHIVE-SHARED": None,
    "RB-ARCHIVE-CONFLICT": _CONFLICT,
    "RB-ARCHIVE-NAME": _BAD,
    "RB-ARCHIVE-MISSING": _BAD,
    "RB-ARCHIVE-CLOCK": None,
    "RB-ARCHIVE-INTERRUPTED": None,
    "RB-ARCHIVE-ADVICE": None,
    "RB-ARCHIVE-READ": _ENV,
    "RB-ARCHIVE-ROOT": _CHECK,
    "RB-ARCHIVE-DECLARATION": _CHECK,
    "RB-ARCHIVE-INVENTORY": _CHECK,
    "RB-ARCHIVE-SIDECAR": _CHECK,
    "RB-ARCHIVE-VERSIONS": _CHECK,
    "RB-ARCHIVE-DIGEST": _CHECK,
    "RB-ARCHIVE-FILE-MISSING": _CHECK,
    "RB-ARCHIVE-EXTRA": _CHECK,
    "RB-ARCHIVE-KIND": _CHECK,
    # Comparison
    "RB-DIFF-FILE": _BAD,
    # The site
    "RB-EMBARGO": _BAD,
    "RB-SITE-PDF": _CHECK,
    "RB-SITE-BUSY": _CONFLICT,
    "RB-SITE-OTHER": _CONFLICT,
    "RB-SITE-WITHDRAWN": _CONFLICT,
    "RB-SITE-LOST": _CONFLICT,
    "RB-SITE-FOREIGN": _CONFLICT,
    # Serving and feedback
    "RB-EXTRA-MISSING": _ENV,
    "RB-SITE-MISSING": _BAD,
    "RB-SITE-DAMAGED": _CHECK,
    "RB-PORT-BUSY": _CONFLICT,
    "RB-ADDRESS": _ENV,
    "RB-DATABASE": _ENV,
    "RB-DATABASE-NAME": _BAD,
    "RB-DATABASE-MISSING": _BAD,
    "RB-FEEDBACK-ID": _BAD,
    # The finished file
    "RB-PDF-UNREADABLE": _CHECK,
    "RB-PDF-ENCRYPTED": _CHECK,
    "RB-PDF-TITLE": _CHECK,
    "RB-PDF-LANG": _CHECK,
    "RB-PDF-MARKED": _CHECK,
    "RB-PDF-IDENTIFICATION": _CHECK,
    "RB-PDF-NO-CLAIM": _CHECK,
    "RB-PDF-METADATA": _CHECK,
    "RB-PDF-OUTPUT-INTENT": _CHECK,
    "RB-PDF-FONT": _CHECK,
    "RB-PDF-ROLE": _CHECK,
    "RB-PDF-HEADINGS": _CHECK,
    "RB-PDF-FIGURE-ALT": _CHECK,
    "RB-PDF-FIGURE-BOX": _CHECK,
    "RB-PDF-TABLE": _CHECK,
    "RB-PDF-TABLE-SCOPE": _CHECK,
    "RB-PDF-LIST": _CHECK,
    "RB-PDF-TOC": _CHECK,
    "RB-PDF-NOTE-ID": _CHECK,
    "RB-PDF-UNTAGGED": _CHECK,
    "RB-PDF-PARENT-TREE": _CHECK,
    "RB-PDF-LINK": _CHECK,
    "RB-PDF-OUTLINE": _CHECK,
    "RB-PDF-COUNT": _OWN,
    "RB-PDF-VERAPDF": _CHECK,
}
"""Every code, with the exit status of a run that ends with it (None: the run goes on).

What it stands for is in the catalogues under ``code.`` and its name.
"""

OWN_PREFIX = "RB-"
"""How each of these codes begins; a plug-in's begin with its own prefix."""


def exit_of(code: str) -> ExitStatus | None:
    """Give the exit status of a run that ends with an error of ``code``; one of a plug-in is bad input."""
    return CODES[code] if code.startswith(OWN_PREFIX) else _BAD
