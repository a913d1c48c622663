"""``manifest.json``: what an archived version says of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from msgspec import Struct, field, to_builtins

T = TypeVar("T")

PATH = "manifest.json"
"""Logical path in every version, beside the PDF and ``source/``."""


class Profile(Struct, frozen=True):
    """What the validator said of one standard; ``checks`` is how many tests it made."""

    name: str
    flavour: str
    compliant: bool
    checks: int


class Conformance(Struct, frozen=True):
    """The validator, its version, and its verdicts."""

    validator: str
    validator_version: str
    profiles: tuple[Profile, ...]


class ReleasedPdf(Struct, frozen=True):
    """The file: its name, the sha512 of its bytes in hexadecimal digits, pages, size in bytes, language."""

    name: str
    sha512: str
    pages: int
    size: int
    language: str


class Previous(Struct, frozen=True):
    """The version before: its number, and the sha512 of its manifest, in hexadecimal digits."""

    version: int
    sha512: str


class Manifest(Struct, frozen=True, omit_defaults=True):
    """One released version. ``tool`` made it, with ``dependencies`` (name to version).

    ``contact`` has those of name, email, phone and url that the report states. ``address`` is that of the
    site, ending in a slash, where the settings named one; the file leads to a page there. ``published_at``
    and ``updated_at`` are the moments at which those days began where the report was published. What was
    released before these fields came has none of them. ``form`` is how the file says who wrote it (see
    ``model.report.FORM``), 1 where nothing is said of it.
    ``plugins`` are those that it was made with (name to version). ``id`` is the report's own, empty where it
    had none; ``previous`` is None for a first version, and for one that does not say which it follows.
    """

    version: int
    published: date
    updated: date
    note: str
    title: str
    publisher: str
    contact: Mapping[str, str]
    pdf: ReleasedPdf
    conformance: Conformance
    tool: Mapping[str, str]
    dependencies: Mapping[str, str]
    address: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    form: int = 1
    plugins: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    previous: Previous | None = None

    def encode(self) -> bytes:
        """Write as JSON, in the order of the fields; the same manifest gives the same bytes."""
        return (json.dumps(to_builtins(self), indent=2, ensure_ascii=False) + "\n").encode()


def made_with() -> tuple[dict[str, str], dict[str, str]]:
    """The tool and its dependencies, with their versions: all that has a say in the bytes of the file."""
    import platform
    from importlib.metadata import version

    from report_builder import __version__

    names = (
        "reportlab",
        "pypdf",
        "pillow",
        "pyyaml",
        "markdown-it-py",
        "mdit-py-plugins",
        "pyphen",
        "uharfbuzz",
    )
    tool = {"name": "report-builder", "version": __version__, "python": platform.python_version()}
    return tool, {name: version(name) for name in names}


def decode(data: bytes) -> Manifest | None:
    """Read what :meth:`Manifest.encode` wrote; None for anything else."""
    try:
        fields = _Fields(json.loads(data))
        pdf, conformance = fields.inner("pdf"), fields.inner("conformance")
        return Manifest(
            version=fields.number("version"),
            published=date.fromisoformat(fields.text("published")),
            updated=date.fromisoformat(fields.text("updated")),
            note=fields.text("note"),
            title=fields.text("title"),
            publisher=fields.text("publisher"),
            contact=fields.inner("contact").texts(),
            pdf=ReleasedPdf(
                pdf.text("name"),
                pdf.text("sha512"),
                pdf.number("pages"),
                pdf.number("size"),
                pdf.text("language"),
            ),
            conformance=Conformance(
                conformance.text("validator"),
                conformance.text("validator_version"),
                tuple(_profile(profile) for profile in conformance.list("profiles")),
            ),
            tool=fields.inner("tool").texts(),
            dependencies=fields.inner("dependencies").texts(),
            address=fields.text("address") if "address" in fields else None,
            published_at=fields.moment("published"),
            updated_at=fields.moment("updated"),
            form=fields.number("form") if "form" in fields else 1,
            plugins=fields.inner("plugins").texts() if "plugins" in fields else {},
            id=fields.text("id") if "id" in fields else "",
            previous=_previous(fields.inner("previous")) if "previous" in fields else None,
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _previous(fields: _Fields) -> Previous:
    return Previous(fields.number("version"), fields.text("sha512").lower())


def _profile(found: object) -> Profile:
    fields = _Fields(found)
    return Profile(
        fields.text("name"), fields.text("flavour"), fields.flag("compliant"), fields.number("checks")
    )


class _Fields:
    """A JSON object whose types are checked as they are read. Raises TypeError or KeyError."""

    def __init__(self, found: object) -> None:
        if not isinstance(found, dict):
            raise TypeError
        self._found: dict[str, object] = found

    def __contains__(self, key: str) -> bool:
        return key in self._found

    def text(self, key: str) -> str:
        return _of(str, self._found[key])

    def moment(self, day: str) -> datetime | None:
        """When the day of this key began; None where that was not recorded."""
        if f"{day}_at" not in self:
            return None
        moment = datetime.fromisoformat(self.text(f"{day}_at"))
        if moment.tzinfo is None or moment.date().isoformat() != self.text(day):
            raise ValueError
        return moment

    def number(self, key: str) -> int:
        return _of(int, self._found[key])

    def flag(self, key: str) -> bool:
        return _of(bool, self._found[key])

    def list(self, key: str) -> list[object]:
        return _of(list, self._found[key])

    def inner(self, key: str) -> _Fields:
        return _Fields(self._found[key])

    def texts(self) -> dict[str, str]:
        return {key: _of(str, value) for key, value in self._found.items()}


def _of(kind: type[T], value: object) -> T:
    if type(value) is not kind:  # a bool is an int to isinstance
        raise TypeError
    return value
