"""All that has a say in the bytes of a file: the program, Python, and what both rest on."""

from __future__ import annotations

from hashlib import sha256

LIBRARIES = (
    "reportlab",
    "pypdf",
    "pillow",
    "pyyaml",
    "markdown-it-py",
    "mdit-py-plugins",
    "pyphen",
    "uharfbuzz",
)
_SOURCE_LABELS = ("Source", "Repository")
"""What ``project.urls`` may call the address of a program's source, the first that is there."""
_NAME = "report-builder"
_PROBE = b"".join(b"%d %d Td (x) Tj\n" % (n * 7919 % 1000, n * n % 977) for n in range(600))
"""Like the content of a page; what a library makes of it tells it from others of the same interface."""


def made_with() -> tuple[dict[str, str], dict[str, str]]:
    """The tool and what it rests on, each with its version."""
    import platform
    from importlib.metadata import version

    from report_builder.own_version import own_version

    tool = {"name": _NAME, "version": own_version(), "python": platform.python_version()}
    return tool, {name: version(name) for name in LIBRARIES} | _inner()


def told_of_itself() -> dict[str, str]:
    """What the program says of itself: its licence (SPDX), and where its source is; only what it does say."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        said = metadata(_NAME).json
    except PackageNotFoundError:  # files that were never installed
        return {}
    addresses = dict(line.split(", ", 1) for line in said.get("project_url", ()))
    source = next((addresses[label] for label in _SOURCE_LABELS if label in addresses), "")
    told = {"licence": str(said.get("license_expression", "")), "source": source}
    return {key: value for key, value in told.items() if value}


def _inner() -> dict[str, str]:
    """The libraries inside the libraries, which no list of packages names."""
    import zlib

    import uharfbuzz
    from PIL import features

    packed = sha256(zlib.compress(_PROBE) + zlib.compress(_PROBE, 9)).hexdigest()[:8]
    found = {
        "zlib": f"{zlib.ZLIB_RUNTIME_VERSION} ({packed})",
        "harfbuzz": uharfbuzz.version_string(),
        "libjpeg": features.version("libjpeg_turbo") or features.version("jpg"),
        "littlecms": features.version("littlecms2"),
    }
    return {name: version for name, version in found.items() if version}
