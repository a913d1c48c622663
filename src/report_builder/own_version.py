"""The version of this copy of the program, with the commit that it is and a mark where it was changed.

A copy that was installed knows what it was built from: setuptools-scm writes that into a file of its data.
One that runs from a checkout may be another commit by now: there git is asked, and what it said is remembered
beside the compiled modules until something there has changed. Where neither can tell, a digest of the
program's own files says what it is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

from msgspec import Struct

PACKAGE = Path(__file__).parent
CHANGED = "changed"
"""Stands behind the commit where files of the program are others than those of the commit."""
_DIGITS = 10
"""Of a commit's name: as many as tell it from all others of a repository of this size."""
_FEWEST = 1 + 7
"""A ``g`` and as many digits of a commit's name as git writes at least."""
_PATIENCE = 10.0
_JUST_NOW = 2_000_000_000
"""Nanoseconds. A file that changed so shortly before may have changed again and look the same."""


class Built(Struct, frozen=True):
    """What a copy was built from: its version without what is local, and the commit, which may be unknown.

    ``is_changed`` tells that files of the program were others than those of the commit.
    """

    public: str
    commit: str = ""
    is_changed: bool = False


@cache
def own_version() -> str:
    """The version as PEP 440 writes it: ``0.2.0.dev7+g0123456789``, or ``…+g0123456789.changed``."""
    return version_of(PACKAGE, read_built(PACKAGE / "data" / "version.txt"))


def is_same_state(one: str, other: str) -> bool:
    """Tell whether two versions name the same state of the program.

    A commit is the same however many digits of its name are written and whatever was tagged since.
    """
    (public, _, local), (other_public, _, other_local) = one.partition("+"), other.partition("+")
    (commit, *more), (other_commit, *other_more) = local.split("."), other_local.split(".")
    if not (commit.startswith("g") and other_commit.startswith("g")):
        return (public, local) == (other_public, other_local)
    shorter = min(len(commit), len(other_commit))
    return shorter >= _FEWEST and commit[:shorter] == other_commit[:shorter] and more == other_more


def version_of(package: Path, built: Built) -> str:
    """The version of the copy whose modules stand in ``package``."""
    checkout = package.parents[1]
    if not (checkout / "pyproject.toml").is_file():  # installed: what it was built from is what it is
        return _written(built) if built.commit else built.public
    state = _state(checkout, built)
    known = _recalled(package, *state) if state else ""
    if not known:
        known = _asked(checkout, package, built)
        if state:
            _remember(package, state[0], known)
    return known


def _asked(checkout: Path, package: Path, built: Built) -> str:
    """The version by what git says of the checkout."""
    state = _git(checkout, "status", "--porcelain=v2", "--branch", "--no-ahead-behind", "--", "src")
    commit, *changes = [line for line in state.splitlines() if _says_something(line)] or [""]
    commit = commit.removeprefix("# branch.oid ")
    if not commit.isalnum():
        return f"{built.public}+files.{_digest(package)}"
    public = built.public if commit.startswith(built.commit or "-") else _described(checkout)
    return _written(Built(public, commit, bool(changes)))


def _state(checkout: Path, built: Built) -> tuple[str, int] | None:
    """A digest of all that git's answer rests on, and when the newest file of it changed; None if unknown."""
    try:
        git, shared = _repository(checkout)
        head = (git / "HEAD").read_text("ascii").strip()
        branch = shared / head.removeprefix("ref: ")
        commit = branch.read_text("ascii") if branch.is_file() else ""
        beside = [_looks(path) for path in (git / "index", shared / "packed-refs", checkout / ".gitignore")]
        tags = sorted(path.name for path in (shared / "refs" / "tags").glob("v*"))
        files = sorted(_looks_below(checkout / "src"))
    except (OSError, ValueError):  # no repository of its own, or none at all
        return None
    digest = sha256(repr((built, head, commit, beside, tags, files)).encode()).hexdigest()
    return digest, max((changed for _, _, *times in files for changed in times), default=0)


def _repository(checkout: Path) -> tuple[Path, Path]:
    """Where git keeps what is of this checkout, and what it shares with other trees (git worktree)."""
    git = checkout / ".git"
    if git.is_dir():
        return git, git
    git = checkout / git.read_text("utf-8").removeprefix("gitdir:").strip()
    return git, git / (git / "commondir").read_text("utf-8").strip()


def _looks(path: Path) -> tuple[int, ...]:
    return _changed(path.stat()) if path.exists() else ()


def _looks_below(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    """Each file of the program with its size and when it changed; what a run leaves is no part of it."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield entry.path, *_changed(entry.stat(follow_symlinks=False))
            elif entry.name != "__pycache__" and not entry.name.endswith(".egg-info"):
                yield from _looks_below(Path(entry.path))


def _changed(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _memory(package: Path) -> Path:
    return Path(cache_from_source(str(package / "version.py"))).with_suffix(".txt")


def _recalled(package: Path, digest: str, newest: int) -> str:
    """What git said when the checkout was as it is now; empty where that is not known for sure."""
    path = _memory(package)
    try:
        if path.stat().st_mtime_ns - newest < _JUST_NOW:
            return ""
        then, _, version = path.read_text("ascii").partition(" ")
    except (OSError, ValueError):
        return ""
    return version if then == digest else ""


def _remember(package: Path, digest: str, version: str) -> None:
    """Keep what git said, where Python keeps compiled modules, and if it may."""
    if sys.dont_write_bytecode:
        return
    path = _memory(package)
    own = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):  # a folder that nobody may write to: git is asked again
        path.parent.mkdir(exist_ok=True)
        own.write_text(f"{digest} {version}", "ascii")
        own.replace(path)


def _written(built: Built) -> str:
    return f"{built.public}+g{built.commit[:_DIGITS]}" + (f".{CHANGED}" if built.is_changed else "")


def read_built(path: Path) -> Built:
    """Read what setuptools-scm wrote; ``0`` where it wrote nothing."""
    try:
        public, _, local = path.read_text("ascii").strip().partition("+")
    except (OSError, ValueError):
        return Built("0")
    commit, *more = local.split(".")
    # Of a changed tree it says the day on which it was built.
    return Built(public, commit.removeprefix("g") if commit.startswith("g") else "", bool(more))


def _says_something(line: str) -> bool:
    return line.startswith("# branch.oid ") or not line.startswith("#")


def _described(checkout: Path) -> str:
    """The version after the newest tag, as setuptools-scm counts: on the way to the next one."""
    told = _git(checkout, "describe", "--tags", "--long", "--match", "v[0-9]*").strip()
    tag, _, rest = told.removeprefix("v").rpartition("-g")[0].rpartition("-")
    if not tag:
        return f"0.1.dev{_git(checkout, 'rev-list', '--count', 'HEAD').strip() or 0}"
    if rest == "0":
        return tag
    *before, last = tag.split(".")
    return f"{'.'.join([*before, str(int(last) + 1)])}.dev{rest}" if last.isdigit() else f"{tag}.dev{rest}"


def _git(checkout: Path, *arguments: str) -> str:
    """What git says of the checkout itself; nothing where it cannot be asked."""
    import subprocess  # 4 ms, and seldom asked

    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment["GIT_OPTIONAL_LOCKS"] = "0"
    command = ["git", f"--git-dir={checkout / '.git'}", f"--work-tree={checkout}", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - nothing in it comes from a user
            command, cwd=checkout, env=environment, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _digest(package: Path) -> str:
    """What the files of the program are, in twelve digits."""
    digest = sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and path.name != "version.txt":
            digest.update(f"{path.relative_to(package).as_posix()}\0".encode())
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
