"""The part of ``LESMEG.txt`` that tells what made the PDF, and how it is built again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from report_builder.check.verapdf import PACKAGES
from report_builder.installed import FONTS_FOLDER
from report_builder.own_version import own_version
from report_builder.pipeline import manifest, papers
from report_builder.pipeline.constraints import without_hashes
from report_builder.pipeline.file_places import IMAGES, README
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.telling import Telling
from report_builder.pipeline.toolchain import LIBRARIES, LITERATURE, SCRIPTS
from report_builder.pipeline.versions import SOURCE
from report_builder.theme.script_fonts import DISTRIBUTION

_SOURCE_OF_PROGRAM, _ARCHIVE = "PROGRAM", "ARKIV"
"""Stand in a command for where the reader has the program, and the archive."""

_SCHEMA_LINE = b"# yaml-language-server: $schema="
"""Leads an editor to the schema of a file, in the folder that the file was written in."""


def tell_building(telling: Telling) -> None:
    """Add the part."""
    telling.heading("readme.build")
    _tell_program(telling)
    _tell_shape(telling)
    _tell_installing(telling)
    _tell_rebuilding(telling)
    _tell_sources(telling)


def _tell_program(telling: Telling) -> None:
    record, words = telling.record, telling.words
    program = record.tool.get("name", "")
    folder = f"{telling.top}{SOURCE}"
    telling.say("readme.build-told", folder=folder, program=program, version=_version(telling))
    source = record.tool.get("source", "")
    telling.text.rows(
        (
            (words("readme.label.program"), f"{program} {_version(telling)}".strip()),
            (words("readme.label.program-licence"), record.tool.get("licence", "")),
            (words("readme.label.program-source"), source),
        )
    )
    if not source:
        telling.say("readme.program-nowhere", publisher=record.publisher)
    python = record.tool.get("python", "")
    beside = (*record.dependencies.items(), *record.plugins.items())
    telling.say("readme.made-with", python=python, names=", ".join(f"{n} {v}" for n, v in beside))


def _tell_shape(telling: Telling) -> None:
    """What the PDF has in it that is not of its sources: by the keys of the manifest."""
    record = telling.record
    telling.say("readme.shaped", path=telling.top + manifest.PATH)
    telling.text.rows(
        (
            ("version", str(record.version)),
            ("published", record.published.isoformat()),
            ("published_at", record.published_at.isoformat() if record.published_at else ""),
            ("updated", record.updated.isoformat()),
            ("updated_at", record.updated_at.isoformat() if record.updated_at else ""),
            ("address", record.address or ""),
            ("form", str(record.form)),
            ("pdf.name", record.pdf.name),
            ("tool.version", _version(telling)),
            ("plugins", ", ".join(f"{name} {number}" for name, number in record.plugins.items())),
        )
    )
    if telling.has(papers.SETTINGS):
        telling.say("readme.shaped-settings", path=telling.top + papers.SETTINGS)


def _tell_installing(telling: Telling) -> None:
    record, made_in = telling.record, _made_in(telling)
    telling.say("readme.install", word=_SOURCE_OF_PROGRAM, folder=f"{made_in}/bin")
    if telling.bagged is None and telling.has(papers.CONSTRAINTS):
        telling.say("readme.copy", path=papers.CONSTRAINTS)
    telling.text.commands(*_installing(telling))
    if unhashed := _unhashed(telling):
        telling.say("readme.unhashed", names=", ".join(unhashed))
    if fonts := record.dependencies.get(DISTRIBUTION):
        folder = {"program": _SOURCE_OF_PROGRAM, "folder": FONTS_FOLDER}
        telling.say("readme.script-fonts", name=DISTRIBUTION, version=fonts, **folder)
    if telling.bagged is not None and not telling.has(README):
        telling.say("readme.later-program", program=f"{record.tool.get('name', '')} {own_version()}")
    if record.plugins:
        telling.say("readme.plugins", names=", ".join(record.plugins))


def _installing(telling: Telling) -> tuple[str, ...]:
    """The commands that put the program into an environment, with what it rested on."""
    record, made_in = telling.record, _made_in(telling)
    python = ".".join(record.tool.get("python", "3").split(".")[:2])
    pip = f"{made_in}/bin/python -m pip install"
    venv = f"python{python} -m venv {made_in}"
    if telling.has(papers.CONSTRAINTS):
        listed = shlex.quote(telling.top + papers.CONSTRAINTS)
        return (
            venv,
            f"{pip} --no-deps --require-hashes -r {listed}",
            *(f"{pip} --no-deps {shlex.quote(other)}" for other in _unhashed(telling)),
            f"{pip} --no-deps {_SOURCE_OF_PROGRAM}",
            *_installing_fonts(record, pip),
        )
    named = [name for name in (*LIBRARIES, *LITERATURE, *SCRIPTS) if name in record.dependencies]
    pinned = [f"{name}=={record.dependencies[name]}" for name in named]
    return venv, " ".join([pip, _SOURCE_OF_PROGRAM, *pinned]), *_installing_fonts(record, pip)


def _installing_fonts(record: Manifest, pip: str) -> Iterator[str]:
    """The command for the fonts of other scripts, which stand beside the program and are no part of it."""
    if DISTRIBUTION in record.dependencies:
        yield f"{pip} --no-deps {_SOURCE_OF_PROGRAM}/{FONTS_FOLDER}"


def _unhashed(telling: Telling) -> tuple[str, ...]:
    """What the version was made with and is installed without a checksum."""
    return without_hashes(telling.version.files.get(papers.CONSTRAINTS, b""))


def _tell_rebuilding(telling: Telling) -> None:
    record, made_in = telling.record, _made_in(telling)
    program = f"{made_in}/bin/report-builder archive rebuild"
    target = f"{made_in}/{shlex.quote(record.pdf.name)}"
    if telling.bagged is not None:
        telling.say("readme.rebuild-bag")
        telling.text.commands(f"{program} --bag . -o {target}{_spoken(telling)}")
        if _has_validator(telling):
            telling.say("readme.check-program")
            pdf = shlex.quote(telling.top + record.pdf.name)
            telling.text.commands(f"{made_in}/bin/report-builder check {pdf}{_spoken(telling)}")
        return
    telling.say("readme.rebuild-settings")
    telling.text.commands(f"archive: {_ARCHIVE}")
    telling.say("readme.rebuild", word=_ARCHIVE)
    name = shlex.quote(telling.version.report)
    telling.text.commands(f"{program} v{record.version} --report {name} -o {target}{_spoken(telling)}")


def _spoken(telling: Telling) -> str:
    """The option by which the program answers in the language that the reader reads."""
    return f" --lang {telling.words.language}"


def _has_validator(telling: Telling) -> bool:
    """Tell whether the packages that are installed bring veraPDF."""
    package = f"\n{PACKAGES[0].replace('_', '-')}==".encode()
    return package in telling.version.files.get(papers.CONSTRAINTS, b"")


def _tell_sources(telling: Telling) -> None:
    folder, files = f"{telling.top}{SOURCE}", telling.version.files
    telling.say("readme.without-program", folder=folder)
    if any(path.startswith(IMAGES) and not path.startswith(papers.THEMES) for path in files):
        telling.say("readme.images")
    if any(path.startswith(SOURCE) and _SCHEMA_LINE in data for path, data in files.items()):
        telling.say("readme.schema-line", schemas=f"{telling.top}{papers.SCHEMAS}")


def _made_in(telling: Telling) -> str:
    """Where the program is put and the file is built: nothing comes into a bag that is not of it."""
    return "bygg" if telling.bagged is None else "../bygg"


def _version(telling: Telling) -> str:
    return telling.record.tool.get("version", "")
