"""All that has a say in the bytes of a file: the program, Python, and what both rest on."""

from __future__ import annotations

from collections.abc import Container
from contextlib import suppress
from hashlib import sha256

from report_builder.model.literature import Literature
from report_builder.model.report import Report
from report_builder.model.walking import BLOCKS, walk
from report_builder.theme.model import Theme
from report_builder.theme.script_fonts import DISTRIBUTION, families_among, state

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
SCRIPTS = ("newmm-tokenizer", "python-bidi")
"""Those that text in other scripts asks for; they come with an extra."""
LITERATURE = ("citeproc-py",)
"""What writes the citations and the sources of a report that has such."""
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


def made_with_too(report: Report, theme: Theme, pdf: bytes) -> dict[str, str]:
    """What the file of a report rests on that not every file does, each with its version."""
    from report_builder.check.embedded_fonts import names_of_fonts

    asked: list[str] = []
    if theme.scripts or families_among(names_of_fonts(pdf)):
        asked += (*SCRIPTS, DISTRIBUTION)
    if any(isinstance(node, Literature) for node in walk(report.chapters, BLOCKS)):
        asked += LITERATURE
    return installed(asked)


def installed(asked: Container[str]) -> dict[str, str]:
    """The version of each of the libraries ``asked`` for that not every file rests on, if it is installed."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in (*LITERATURE, *SCRIPTS, DISTRIBUTION):
        if name in asked:
            with suppress(PackageNotFoundError, ImportError):
                found[name] = state() if name == DISTRIBUTION else version(name)
    return found


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
