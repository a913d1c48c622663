"""What every answer says to the browser beside its content."""

from __future__ import annotations

from report_builder.serve.site import Release

_PAGE_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# There is no inline script and no inline style anywhere.
_SCRIPT_POLICY = "; script-src 'self'; connect-src 'self'"
# Browsers show a PDF in a page of their own making, with inline styles, and apply our policy to that page.
_PDF_POLICY = "frame-ancestors 'none'"

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


def policy(release: Release, media_type: str) -> str:
    """Give the Content-Security-Policy of an answer; scripts are allowed where the site has a script file."""
    if media_type == "application/pdf":
        return _PDF_POLICY
    return _PAGE_POLICY + (_SCRIPT_POLICY if release.scripted else "")
