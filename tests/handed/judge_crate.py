"""Run by the validators' own Python: what roc-validator says of RO-Crates, as a list of JSON objects.

It reads the context of JSON-LD from the web. The package rocrate ships it, and it is given that; whatever
else it asks of the web is not there, and told.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

CONTEXT = "https://w3id.org/ro/crate/1.3/context"


class Shipped:
    """The context, as the web would answer."""

    status_code = 200
    headers: ClassVar = {"Content-Type": "application/ld+json"}

    def json(self) -> Any:
        """Give what was asked for."""
        return json.loads((files("rocrate") / "data/ro-crate.jsonld").read_text("utf-8"))


def close_web(asked: set[str]) -> None:
    """Answer for the context alone; write down what is asked for."""
    from rocrate_validator.utils.http import HttpRequester

    def get(self: Any, url: str, *arguments: Any, **named: Any) -> Any:
        asked.add(url)
        return Shipped() if url == CONTEXT else self.__getattr__("get")(url, *arguments, **named)

    HttpRequester.get = get


def judged(crate: Path, cache: Path) -> dict[str, Any]:
    """Give the issues of a crate, each as its check, severity and message, and what was not checked."""
    from rocrate_validator import services
    from rocrate_validator.models import Severity, ValidationSettings

    settings = ValidationSettings(
        rocrate_uri=str(crate),
        profile_identifier="ro-crate-1.3",
        requirement_severity=Severity.RECOMMENDED,
        offline=True,
        cache_path=cache / "http",
        skip_availability_check=True,
    )
    result = services.validate(settings)
    issues = {(issue.check.identifier, issue.severity.name, issue.message) for issue in result.get_issues()}
    return {
        "checks": len(result.executed_checks),
        "issues": sorted(issues),
        "skipped": sorted(each.identifier for each in result.skipped_checks),
    }


if __name__ == "__main__":
    asked: set[str] = set()
    close_web(asked)
    with TemporaryDirectory() as folder:
        found = [judged(Path(path), Path(folder)) for path in sys.argv[1:]]
    sys.stdout.write("\n" + json.dumps([{**each, "asked": sorted(asked)} for each in found]) + "\n")
