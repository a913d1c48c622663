"""The program says which commit it is, and whether it was changed since."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from report_builder import own_version as own_versions
from report_builder.own_version import Built, is_same_state, own_version, read_built, version_of

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

PEP_440 = re.compile(r"\d+(?:\.\d+)*(?:\.dev\d+)?(?:\+[a-z0-9]+(?:\.[a-z0-9]+)*)?")
AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@example.no", "-c", "commit.gpgsign=false")


UNKNOWN = Built("0")


class Checkout:
    """A checkout of a program of one file."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.package = root / "src" / "program"
        self.package.mkdir(parents=True)
        (self.package / "run.py").write_text("one\n", "utf-8")
        (root / "pyproject.toml").write_text("", "utf-8")
        (root / ".gitignore").write_text("__pycache__/\n", "utf-8")

    def git(self, *arguments: str) -> str:
        command = ["git", *AUTHOR, *arguments]
        return subprocess.run(
            command, cwd=self.root, check=True, capture_output=True, text=True
        ).stdout.strip()

    def commit(self) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "more")
        return self.git("rev-parse", "HEAD")

    def version(self, built: Built = UNKNOWN) -> str:
        found = version_of(self.package, built)
        assert PEP_440.fullmatch(found), found
        return found


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path / "checkout")
    made.git("init", "-q")
    return made


@pytest.fixture(params=["alone", "beside"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Checkout:
    """A repository, and a tree beside one, whose HEAD and index lie elsewhere than its branches and tags."""
    made = Checkout(tmp_path / "checkout")
    made.git("init", "-q")
    if request.param == "alone":
        return made
    made.commit()
    made.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "other"))
    made.root, made.package = tmp_path / "other", tmp_path / "other" / "src" / "program"
    return made


def test_this_program_has_one() -> None:
    assert PEP_440.fullmatch(own_version())


def test_the_version_is_that_of_the_tag_and_what_came_since(checkout: Checkout) -> None:
    first = checkout.commit()
    assert checkout.version() == f"0.1.dev1+g{first[:10]}"
    checkout.git("tag", "v0.9.3")
    assert checkout.version() == f"0.9.3+g{first[:10]}"
    second = checkout.commit()
    assert checkout.version() == f"0.9.4.dev1+g{second[:10]}"


def test_a_copy_that_is_what_it_was_built_from_needs_no_tag(checkout: Checkout) -> None:
    first = checkout.commit()
    assert checkout.version(Built("3.1", first[:9])) == f"3.1+g{first[:10]}"
    second = checkout.commit()
    assert checkout.version(Built("3.1", first[:9])) == f"0.1.dev2+g{second[:10]}"


@pytest.mark.parametrize("change", ["edited", "added", "removed", "staged"])
def test_a_changed_program_is_marked(checkout: Checkout, change: str) -> None:
    clean = f"0.1.dev1+g{checkout.commit()[:10]}"
    (checkout.root / "README.md").write_text("no part of the program", "utf-8")
    assert checkout.version() == clean
    path = checkout.package / ("new.py" if change == "added" else "run.py")
    if change == "removed":
        path.unlink()
    else:
        path.write_text("two\n", "utf-8")
    if change == "staged":
        checkout.git("add", "-A")
    assert checkout.version() == f"{clean}.changed"


def _aged(checkout: Checkout) -> None:
    """Let nothing have changed just now."""
    repository = checkout.root / checkout.git("rev-parse", "--git-dir")
    for path in [*checkout.package.rglob("*"), *repository.iterdir()]:
        os.utime(path, (1e9, 1e9))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What git was asked; files are as old as they say, since no test can turn back when a status changed."""
    found: list[str] = []
    git = own_versions._git

    def ask(checkout: Path, *arguments: str) -> str:
        found.append(arguments[0])
        return git(checkout, *arguments)

    monkeypatch.setattr(own_versions, "_git", ask)
    monkeypatch.setattr(own_versions, "_changed", lambda status: (status.st_size, status.st_mtime_ns, 0))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return found


def test_git_is_asked_once_for_one_state(either: Checkout, asked: list[str]) -> None:
    either.commit()
    _aged(either)
    told = either.version()
    assert asked == ["status", "describe", "rev-list"]
    assert [either.version(), either.version()] == [told, told]
    assert len(asked) == 3


CHANGES: dict[str, Callable[[Checkout], object]] = {
    "edited": lambda here: (here.package / "run.py").write_text("two\n", "utf-8"),
    "added": lambda here: (here.package / "new.py").write_text("", "utf-8"),
    "beside": lambda here: (here.package.parent / "new.py").write_text("", "utf-8"),
    "removed": lambda here: (here.package / "run.py").unlink(),
    "staged": lambda here: here.git("rm", "-q", "--cached", "src/program/run.py"),
    "committed": lambda here: here.commit(),
    "reset": lambda here: here.git("reset", "-q", "--soft", "HEAD~1"),
    "tagged": lambda here: here.git("tag", "v2.0.0"),
    "tags packed": lambda here: here.git("tag", "v2.0.0") + here.git("pack-refs", "--all"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_git_is_asked_anew_after_a_change(either: Checkout, asked: list[str], change: str) -> None:
    either.commit()
    either.commit()
    _aged(either)
    told = either.version()
    del asked[:]
    CHANGES[change](either)
    assert either.version() != told
    assert asked


def test_another_installation_is_another_version(checkout: Checkout, asked: list[str]) -> None:
    commit = checkout.commit()
    _aged(checkout)
    assert checkout.version().startswith("0.1.dev1+")
    assert checkout.version(Built("4.0", commit[:9])).startswith("4.0+")
    assert asked


def test_a_file_that_changed_just_now_may_change_again(checkout: Checkout, asked: list[str]) -> None:
    checkout.commit()
    checkout.version()
    del asked[:]
    checkout.version()
    assert asked


def test_nothing_is_remembered_where_python_keeps_nothing(
    checkout: Checkout, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    checkout.commit()
    _aged(checkout)
    checkout.version()
    assert sorted(path.name for path in checkout.package.iterdir()) == ["run.py"]
    del asked[:]
    checkout.version()
    assert asked


@pytest.mark.usefixtures("asked")
def test_what_is_remembered_may_be_damaged(checkout: Checkout) -> None:
    checkout.commit()
    _aged(checkout)
    told = checkout.version()
    own_versions._memory(checkout.package).write_bytes(b"\xff\xfe")
    assert checkout.version() == told


def test_no_surroundings_make_it_another(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = checkout.commit()
    monkeypatch.setenv("GIT_DIR", str(checkout.root / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(checkout.root / "elsewhere"))
    assert checkout.version() == f"0.1.dev1+g{commit[:10]}"


def test_files_without_git_are_told_by_what_they_are(tmp_path: Path) -> None:
    one, same, other = (Checkout(tmp_path / name) for name in ("one", "same", "other"))
    (other.package / "run.py").write_text("two\n", "utf-8")
    (same.package / "__pycache__").mkdir(exist_ok=True)
    (same.package / "__pycache__" / "run.pyc").write_bytes(b"\0")
    assert re.fullmatch(r"2\.0\+files\.[0-9a-f]{12}", one.version(Built("2.0", "0123456")))
    assert one.version() == same.version() != other.version()


def test_a_repository_around_them_is_not_theirs(checkout: Checkout) -> None:
    checkout.commit()
    inner = Checkout(checkout.root / "vendor")
    assert "+files." in inner.version()


def test_an_installed_copy_is_what_it_was_built_from(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "program"
    package.mkdir(parents=True)
    assert version_of(package, Built("0.2.0", "0123456789abcdef")) == "0.2.0+g0123456789"
    assert version_of(package, Built("0.2.0", "0123456789abcdef", True)) == "0.2.0+g0123456789.changed"
    assert version_of(package, Built("0.2.0")) == "0.2.0"


@pytest.mark.parametrize(
    ("text", "built"),
    [
        ("0.2.0", Built("0.2.0")),
        ("0.2.1.dev7+g0123abcde\n", Built("0.2.1.dev7", "0123abcde")),
        ("0.2.1.dev7+g0123abcde.d20261128", Built("0.2.1.dev7", "0123abcde", True)),
        ("0.2.0+d20261128", Built("0.2.0")),
        ("\u00f8", Built("0")),
    ],
)
def test_what_is_written_at_an_installation_is_read(text: str, built: Built, tmp_path: Path) -> None:
    path = tmp_path / "version.txt"
    assert read_built(path) == Built("0")
    path.write_text(text, "utf-8")
    assert read_built(path) == built


def test_without_git_on_the_machine(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout.commit()
    monkeypatch.setenv("PATH", str(checkout.root))
    assert "+files." in checkout.version()


def test_each_release_of_the_program_stands_in_the_changelog() -> None:
    """Where the tags are: a copy of the last commit alone has none."""
    root = Path(__file__).parents[1]
    done = subprocess.run(
        ["git", "tag", "--list", "v*"], cwd=root, capture_output=True, text=True, check=False
    )
    told = re.findall(r"^## \[(\d[^\]]*)\]", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert {tag.removeprefix("v") for tag in done.stdout.split()} <= set(told)
    assert told == sorted(told, key=lambda number: [int(part) for part in number.split(".")], reverse=True)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("1.0", "1.0", True),
        ("1.0", "1.1", False),
        ("0.1.dev7+g012345678", "0.1.dev7+g0123456789", True),
        ("0.1.dev7+g012345678", "0.2+g0123456789abcdef", True),
        ("0.1.dev7+g012345678", "0.1.dev7+g012345679", False),
        ("0.1.dev7+g012345678.changed", "0.1.dev7+g0123456789.changed", True),
        ("0.1.dev7+g012345678.changed", "0.1.dev7+g0123456789", False),
        ("0.1.dev7+g0123", "0.1.dev7+g0123456789", False),
        ("0.1.dev7", "0.1.dev7+g0123456789", False),
        ("0.1+files.0123456789ab", "0.1+files.0123456789ac", False),
        ("0.1+files.0123456789ab", "0.1+files.0123456789ab", True),
        ("1.2.13 (97ab6e76)", "1.2.13 (97ab6e77)", False),
        ("1.0", "", False),
    ],
)
def test_a_commit_is_the_same_however_many_digits_are_written(one: str, other: str, is_same: bool) -> None:
    assert is_same_state(one, other) == is_same_state(other, one) == is_same
