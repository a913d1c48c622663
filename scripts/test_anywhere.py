"""Run the test suite as other machines would: ``python scripts/test_anywhere.py [CONDITION…] [-- pytest's]``.

Without a condition all are tried, one after the other; ``--list`` names them. What follows ``--`` goes to
pytest, such as ``-n 2 --dist loadfile`` or the files to run. The exit status is that of the worst run.

Some conditions need what the machine may lack, and say so instead of passing in silence: ``many-fonts``
needs many fonts (``apt-get install fonts-noto``), ``turkish`` its locale, ``other-user`` the superuser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
MANY = 300
"""Fonts that a machine has with the packages that many install; a bare one has some twenty."""

USER = "tester"

_NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>\n'
_BUSY = "while True: pass"
_WRITING = """
import os, sys
with open(sys.argv[1], "wb") as file:
    while True:
        file.seek(0)
        file.write(bytes(8_000_000))
        file.flush()
        os.fsync(file.fileno())
"""


class CannotBeTried(Exception):  # noqa: N818 - no fault of the suite
    """This machine lacks what a condition needs."""


Condition = Callable[[Path, tuple[str, ...]], int]


def pytest(
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    root: Path = ROOT,
    python: str = sys.executable,
    user: str | None = None,
) -> int:
    """Run the suite of ``root`` and give its exit status; without what another run left in pytest's cache."""
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    variables = {**os.environ, **(environment or {})}
    return subprocess.run(command, cwd=root, env=variables, user=user, check=False).returncode  # noqa: S603


def no_fonts(folder: Path, arguments: tuple[str, ...]) -> int:
    """The system has no font at all."""
    settings = folder / "fonts.conf"
    settings.write_text(_NO_FONTS, "utf-8")
    return pytest(*arguments, environment={"FONTCONFIG_FILE": str(settings)})


def many_fonts(_folder: Path, arguments: tuple[str, ...]) -> int:
    """The system has hundreds of fonts."""
    program = shutil.which("fc-list")
    fonts = subprocess.run([program], capture_output=True, check=True).stdout if program else b""  # noqa: S603
    if fonts.count(b"\n") < MANY:
        raise CannotBeTried(f"there are fewer than {MANY} fonts: apt-get install fonts-noto imagemagick")
    return pytest(*arguments)


def shuffled(seed: int) -> Condition:
    """Make a condition of another order."""

    def run(_folder: Path, arguments: tuple[str, ...]) -> int:
        return pytest("--shuffle", str(seed), *arguments)

    run.__doc__ = f"The order of files and tests is another one, of seed {seed}."
    return run


def with_variables(**variables: str) -> Condition:
    """Make a condition of variables of the environment."""

    def run(_folder: Path, arguments: tuple[str, ...]) -> int:
        return pytest(*arguments, environment=variables)

    run.__doc__ = f"The environment says {', '.join(f'{name}={value}' for name, value in variables.items())}."
    return run


def turkish(_folder: Path, arguments: tuple[str, ...]) -> int:
    """The system speaks Turkish, where the capital of i is İ and a decimal sign is a comma."""
    known = subprocess.run(["locale", "-a"], capture_output=True, check=True, text=True).stdout.split()  # noqa: S607
    if not {"tr_TR.utf8", "tr_TR.UTF-8"} & set(known):
        cure = "apt-get install locales; localedef -i tr_TR -f UTF-8 tr_TR.UTF-8"
        raise CannotBeTried(f"there is no Turkish locale: {cure}")
    return pytest(*arguments, environment={"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"})


def other_user(_folder: Path, arguments: tuple[str, ...]) -> int:
    """Somebody else than the superuser, in a folder with a blank and an å in its name."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return pytest(*arguments)  # this already is somebody else
    with tempfile.TemporaryDirectory(prefix="rb ") as there:
        copy, home = Path(there, "på et annet sted"), Path(there, "home")
        ignored = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "output")
        shutil.copytree(ROOT, copy, symlinks=True, ignore=ignored)
        python = _environment(copy)
        home.mkdir()
        Path(there).chmod(0o755)
        try:
            for path in (copy, home, *copy.rglob("*")):
                if not path.is_symlink():
                    shutil.chown(path, USER, USER)
        except LookupError:
            raise CannotBeTried(f"there is no user {USER}: useradd {USER}") from None
        variables = {"HOME": str(home), "USER": USER, "LOGNAME": USER, "TMPDIR": "/tmp"}  # noqa: S108 - theirs
        return pytest(*arguments, environment=variables, root=copy, python=python, user=USER)


def _environment(copy: Path) -> str:
    """Make an environment in the copy with the packages of this one, and give its Python."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    places = (Path(sys.base_prefix, "bin"), Path("/usr/local/bin"), Path("/usr/bin"))
    python = next((place / version for place in places if _reachable((place / version).resolve())), None)
    if python is None:
        raise CannotBeTried(f"{USER} finds no {version}")
    environment = copy / ".venv"
    command = [str(python), "-m", "venv", "--without-pip", str(environment)]
    subprocess.run(command, check=True)  # noqa: S603 - a Python
    packages = [Path(entry).resolve() for entry in sys.path if Path(entry).name.endswith("-packages")]
    for folder in packages:
        if not _reachable(folder):
            raise CannotBeTried(f"{USER} may not read {folder}")
    # As an installation has it that can be edited: the sources in a file of their own.
    site = environment / "lib" / version / "site-packages"
    (site / "editable.pth").write_text(str(copy / "src"), "utf-8")
    (site / "packages.pth").write_text("\n".join(map(str, packages)), "utf-8")
    if (validator := Path(sys.prefix, "node_modules")).exists():
        (environment / "node_modules").symlink_to(validator)
    return str(environment / "bin" / "python")


def _reachable(path: Path) -> bool:
    """Whether everybody may use a folder or a program."""
    return path.exists() and all(part.stat().st_mode & 0o001 for part in (path, *path.parents))


def slow(folder: Path, arguments: tuple[str, ...]) -> int:
    """Four others want each processor, and one writes to the disk all the time."""
    with ExitStack() as stack:
        for _ in range(4 * (os.cpu_count() or 1)):
            stack.enter_context(_running(sys.executable, "-c", _BUSY))
        stack.enter_context(_running(sys.executable, "-c", _WRITING, str(folder / "busy")))
        return pytest(*arguments)


@contextmanager
def _running(*command: str) -> Iterator[None]:
    process = subprocess.Popen(command)  # noqa: S603 - our own interpreter
    try:
        yield
    finally:
        process.kill()
        process.wait()


CONDITIONS: dict[str, Condition] = {
    "no-fonts": no_fonts,
    "many-fonts": many_fonts,
    "order-1": shuffled(1),
    "order-2": shuffled(2),
    "order-3": shuffled(3),
    "posix-locale": with_variables(LC_ALL="C", LANG="C"),
    "turkish": turkish,
    "kiritimati": with_variables(TZ="Pacific/Kiritimati"),
    "st-johns": with_variables(TZ="America/St_Johns"),
    "other-user": other_user,
    "slow": slow,
}


def main(arguments: list[str]) -> int:
    """Try the conditions that are named, or all."""
    if arguments == ["--list"]:
        for name, condition in CONDITIONS.items():
            print(f"{name:<14}{condition.__doc__}")
        return 0
    at = arguments.index("--") if "--" in arguments else len(arguments)
    named, rest = arguments[:at], tuple(arguments[at + 1 :])
    unknown = set(named) - set(CONDITIONS)
    if unknown:
        print(f"no such condition: {', '.join(sorted(unknown))}; see --list", file=sys.stderr)
        return 2
    results = {name: _tried(name, rest) for name in named or CONDITIONS}
    print("\n".join(f"{name:<14}{said}" for name, (_, said) in results.items()))
    return max(status for status, _ in results.values())


def _tried(name: str, arguments: tuple[str, ...]) -> tuple[int, str]:
    print(f"== {name}", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        try:
            status = CONDITIONS[name](Path(folder), arguments)
        except CannotBeTried as reason:
            return 3, f"NOT tried: {reason}"
    seconds = time.monotonic() - started
    return status, f"{'passed' if status == 0 else f'FAILED ({status})'} in {seconds:.0f} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
