"""The part of ``LESMEG.txt`` that tells how a version is checked, and what each check sees and does not."""

from __future__ import annotations

import shlex
from hashlib import sha512

from report_builder.language.message import all_of, in_turn, say, say_many
from report_builder.pipeline import manifest, papers
from report_builder.pipeline.file_places import CRATE
from report_builder.pipeline.telling import Telling

_LISTS = "manifest-sha512.txt tagmanifest-sha512.txt"
_UNLISTED = (
    "{ find . ! -type d ! -path ./tagmanifest-sha512.txt | cut -c 3-; "
    rf"sed -n 's/^[0-9a-f]\{{128\}}  //p' {_LISTS}; }} | sort | uniq -u"
)
"""Every path once from the folder and once from the lists: what stands there but once is left over."""


def tell_checks(telling: Telling) -> None:
    """Add the part."""
    telling.heading("readme.check")
    if telling.bagged is None:
        _tell_object(telling)
    else:
        _tell_bag(telling)
    _tell_pdf(telling)
    _tell_anchors(telling)
    _tell_validator(telling)


def _tell_bag(telling: Telling) -> None:
    telling.say("readme.check-bag")
    telling.text.commands(f"sha512sum --check --quiet --strict {_LISTS}")
    telling.say("readme.check-unlisted")
    telling.text.commands(_UNLISTED)
    telling.say("readme.check-bagit")
    telling.text.commands("python3 -m pip install bagit", "bagit.py --validate .")
    telling.say("readme.check-failed", heading=telling.words("readme.ask"))


def _tell_object(telling: Telling) -> None:
    number = str(telling.record.version)
    telling.say("readme.check-object", report=telling.version.report)
    telling.text.commands("sha512sum --check --strict inventory.json.sha512")
    telling.say("readme.check-inventory", version=number)
    telling.say("readme.check-ocfl")
    telling.text.commands("python3 -m pip install ocfl-py", "ocfl-validate.py .")
    telling.say("readme.check-failed", heading=telling.words("readme.ask"))
    telling.say("readme.check-package")


def _tell_pdf(telling: Telling) -> None:
    pdf = telling.record.pdf
    telling.say("readme.check-pdf", name=pdf.name, size=str(pdf.size))
    telling.text.quoted(pdf.sha512)


def _tell_anchors(telling: Telling) -> None:
    """What a reader compares with what stands elsewhere: whoever exchanges a file can write its list anew."""
    record, path = telling.record, telling.top + manifest.PATH
    telling.say("readme.anchor", publisher=record.publisher)
    if record.address:
        page = f"{record.address}{telling.version.report}/v{record.version}/SHA512SUMS"
        telling.say("readme.anchor-site", address=page)
    if stated := telling.version.files.get(manifest.PATH):
        telling.say("readme.anchor-manifest", path=path)
        telling.text.quoted(sha512(stated).hexdigest())
    if telling.bagged is not None:
        telling.say("readme.anchor-bag-crate" if telling.has(CRATE) else "readme.anchor-bag")


def _tell_validator(telling: Telling) -> None:
    """What veraPDF said, and how it is asked again, and what tells formats apart."""
    conformance, pdf = telling.record.conformance, shlex.quote(telling.top + telling.record.pdf.name)
    passed = in_turn(
        [
            say_many("cli.archive.passed", profile.checks, standard=profile.name)
            for profile in conformance.profiles
            if profile.compliant
        ]
    )
    validator = f"{conformance.validator} {conformance.validator_version}"
    said = [telling.words("readme.checked", validator=validator, passed=passed)]
    if telling.has(papers.VERAPDF):
        said.append(telling.words("readme.checked-answer", path=telling.top + papers.VERAPDF))
    telling.text.paragraph(" ".join(said))
    telling.say("readme.check-again")
    telling.text.commands(*(f"verapdf --flavour {one.flavour} {pdf}" for one in conformance.profiles))
    told = telling.version.formats[telling.record.pdf.name]
    # An id stands alone in the answer, and the version of a format in a name of its own.
    known = [f"'{said}'" for said in (told.pronom, told.name) if said]
    telling.text.paragraph(telling.words.text(say("readme.check-format", names=all_of(known))))
    telling.text.commands("python3 -m pip install opf-fido", f"fido {pdf}")
