"""The headers that every answer has for the browser."""

from __future__ import annotations

# The site has no script but that of the search, which asks for nothing more, and no style in a page.
_PAGE_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_SCRIPT_POLICY = f"script-src 'self'; {_PAGE_POLICY}"
# Browsers show a PDF in a page of their own making, with inline styles, and apply our policy to that page.
_PDF_POLICY = "frame-ancestors 'none'"
# What is no document asks for nothing, and the policy of the page counts; a page has a dozen such files.
_OTHER_POLICY = "default-src 'none'"

SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    # Not "no-referrer": then a form of our own would be posted with "Origin: null".
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)

FOR_EVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=60"
NEVER = "no-store"


def policy(media_type: str, *, scripts: bool = False) -> str:
    """Give the Content-Security-Policy of an answer; ``scripts`` is True of a page with some of ours."""
    if scripts:
        return _SCRIPT_POLICY
    if media_type == "application/pdf":
        return _PDF_POLICY
    shown_alone = not media_type or media_type.startswith(("text/html", "image/svg", "application/"))
    return _PAGE_POLICY if shown_alone else _OTHER_POLICY
