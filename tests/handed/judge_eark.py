"""Run by the validators' own Python: what eark-validator says of packages, as a list of JSON objects.

It reads its vocabularies from the web when it is imported. It ships them as well, and is given those.
"""

from __future__ import annotations

import json
import sys
import urllib.request
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

SCHEMAS = {
    "mets": ("mets.xsd", "DILCISExtensionMETS.xsd", "DILCISExtensionSIPMETS.xsd"),
    "premis": ("premis-v3-0.xsd",),
}
NAMESPACES = {
    "mets.xsd": "http://www.loc.gov/METS/",
    "DILCISExtensionMETS.xsd": "https://DILCIS.eu/XML/METS/CSIPExtensionMETS",
    "DILCISExtensionSIPMETS.xsd": "https://DILCIS.eu/XML/METS/SIPExtensionMETS",
    "premis-v3-0.xsd": "http://www.loc.gov/premis/v3",
}


def shipped(address: str, *_: Any, **__: Any) -> BytesIO:
    """Give the vocabulary that the validator ships under the name at the end of an address."""
    name = address.rpartition("/")[2]
    return BytesIO((files("eark_validator") / "ipxml/resources/vocabs" / name).read_bytes())


def judged(package: Path) -> dict[str, Any]:
    """Give what is found: of the structure, by the schemas and by the Schematron rules, and by our own."""
    from eark_validator.packages import PackageValidator

    report = PackageValidator(package).validation_report
    found = {"structure": report.structure.messages}
    if report.metadata:
        found["schema"] = report.metadata.schema_results.messages
        found["schematron"] = report.metadata.schematron_results.messages
    said = {
        part: [[each.rule_id, each.severity.value, each.message] for each in messages]
        for part, messages in found.items()
    }
    return {**said, "documents": by_schema(package)}


def by_schema(package: Path) -> dict[str, list[str]]:
    """Give the faults of each METS and PREMIS document by the schemas in the package, by its path."""
    from lxml import etree

    found = {}
    for path in sorted(package.rglob("*.xml")):
        tree = etree.parse(str(path))
        root = etree.QName(tree.getroot()).localname
        if root in SCHEMAS:
            schema = etree.XMLSchema(etree.fromstring(together(SCHEMAS[root]), parser(package / "schemas")))
            schema.validate(tree)
            found[path.relative_to(package).as_posix()] = [str(one) for one in schema.error_log]
    return found


def together(names: tuple[str, ...]) -> str:
    """Give a schema that imports others."""
    imports = "".join(f'<import namespace="{NAMESPACES[name]}" schemaLocation="{name}"/>' for name in names)
    return f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'


def parser(schemas: Path) -> Any:
    """Give a parser that finds each schema in one folder, that of XLink too, which METS names on the web."""
    from lxml import etree

    class Beside(etree.Resolver):  # type: ignore[misc]
        def resolve(self, url: str, _: Any, context: Any) -> Any:
            return self.resolve_filename(str(schemas / url.rpartition("/")[2]), context)

    made = etree.XMLParser(no_network=True)
    made.resolvers.add(Beside())
    return made


if __name__ == "__main__":
    urllib.request.urlopen = shipped  # type: ignore[assignment]
    sys.stdout.write(json.dumps([judged(Path(path)) for path in sys.argv[1:]]) + "\n")
