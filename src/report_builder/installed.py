"""How this copy of the program was installed, and the command that adds to it what is missing.

A name alone would ask an index, where a stranger may have taken it: pip is told where this copy is from, as
it noted itself (PEP 610, ``direct_url.json``).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from report_builder.language.message import Message, say

NAME = "report-builder"
FONTS_FOLDER = "packages/scripts"


def install_hint(extra: str, platform: str = sys.platform) -> Message:
    """Say how ``extra`` is installed for the Python that runs this: a command line to be typed as it is."""
    found = _own()
    wanted = _sources(extra) if found is None else _requirement(found, extra)
    if not wanted:
        return say("installed.from-source", program=NAME, extra=extra)
    return _command(found, wanted, platform)


def scripts_hint(platform: str = sys.platform) -> Message:
    """Say how the extra ``scripts`` is installed, with the fonts that belong to it."""
    found = _own()
    wanted = _sources("scripts") if found is None else _requirement(found, "scripts")
    folders = [wanted[-1].removesuffix("[scripts]")] if wanted else []
    folders.append(str(Path(__file__).parents[2]))
    fonts = next((path for folder in folders if (path := Path(folder, FONTS_FOLDER)).is_dir()), None)
    if fonts is None:
        return say("installed.scripts-from-source", program=NAME)
    return _command(found, [*wanted, str(fonts)], platform)


def package_hint(package: str, platform: str = sys.platform) -> Message:
    """Say how a package of others, which no extra has, is installed for the Python that runs this."""
    return _command(_own(), [package], platform)


def _own() -> Distribution | None:
    """What was noted of this copy when it was installed; None where it was not."""
    try:
        return distribution(NAME)
    except PackageNotFoundError:
        return None


def _command(found: Distribution | None, wanted: Sequence[str], platform: str) -> Message:
    """The command that installs ``wanted`` beside this copy."""
    python = sys.executable or "python"
    installer = [python, "-m", "pip", "install"]
    if found is not None and (found.read_text("INSTALLER") or "").strip() == "uv":
        installer = ["uv", "pip", "install", "--python", python]  # there need be no pip
    return say("installed.command", command=command_line([*installer, *wanted], platform))


def command_line(words: Sequence[str], platform: str) -> str:
    """Quote the words of a command for a shell: PowerShell on Windows, else one of POSIX."""
    if platform != "win32":
        import shlex

        return shlex.join(words)
    quoted = [word if _is_plain(word) else "'" + word.replace("'", "''") + "'" for word in words]
    # A program whose name is in quotes is a text there, unless it is called.
    return ("& " if quoted[0].startswith("'") else "") + " ".join(quoted)


def _is_plain(word: str) -> bool:
    return bool(word) and all(sign.isalnum() or sign in "-_.:\\/=+" for sign in word)


def _sources(extra: str) -> list[str]:
    """What to install where nothing is: the folder that the program runs from, if it is one of sources."""
    folder = Path(__file__).parents[2]
    return ["-e", f"{folder}[{extra}]"] if (folder / "pyproject.toml").is_file() else []


def _requirement(found: Distribution, extra: str) -> list[str]:
    """What names this copy with the extra, from where it was installed."""
    noted = _direct_url(found)
    address = str(noted.get("url", ""))
    if not address:
        return [f"{NAME}[{extra}]"]
    directory = noted.get("dir_info")
    if isinstance(directory, dict):
        folder = f"{_path(address)}[{extra}]"
        return ["-e", folder] if directory.get("editable") else [folder]
    version = noted.get("vcs_info")
    if isinstance(version, dict):
        address = f"{version['vcs']}+{address}@{version['commit_id']}"
    if noted.get("subdirectory"):
        address += f"#subdirectory={noted['subdirectory']}"
    return [f"{NAME}[{extra}] @ {address}"]


def _direct_url(found: Distribution) -> dict[str, object]:
    """What pip noted of where the copy is from; nothing for one from an index, or for a damaged note."""
    try:
        noted = json.loads(found.read_text("direct_url.json") or "{}")
    except ValueError:
        return {}
    return noted if isinstance(noted, dict) else {}


def _path(address: str) -> str:
    parts = urlsplit(address)
    return url2pathname(parts.path) if parts.scheme == "file" else address
