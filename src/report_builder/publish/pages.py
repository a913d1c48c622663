"""Templates to pages: Jinja2 with everything escaped that is not markup already."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from report_builder.language.catalogue import catalogue
from report_builder.language.message import Value
from report_builder.language.passages import voice
from report_builder.publish.addresses import link
from report_builder.publish.markup.html import element

if TYPE_CHECKING:
    from jinja2 import Environment


def web_file(name: str) -> bytes:
    """Give a file of the package's ``data/web/``."""
    return files("report_builder").joinpath("data", "web", *name.split("/")).read_bytes()


def compact(sheet: bytes) -> bytes:
    """Give a style sheet without comments and the blanks that say nothing; strings stay as they are."""
    parts = re.split(rb"""("[^"]*"|'[^']*')""", re.sub(rb"/\*.*?\*/", b"", sheet, flags=re.DOTALL))
    for index in range(0, len(parts), 2):
        close = re.sub(rb"\s*([{};,])\s*", rb"\1", re.sub(rb"\s+", b" ", parts[index]))
        close = re.sub(rb" ([>~]) ", rb"\1", close)
        # The plus of a sum keeps its blanks: it stands before a number or a function.
        close = re.sub(rb" \+ (?=[:#\[*]|\.?[a-z][\w-]*(?!\w|-|\())", b"+", close)
        # A blank before a colon, as in "li :is(a)", is one that says something.
        parts[index] = re.sub(rb"(?<=[a-z)-]): ", b":", close).replace(b";}", b"}")
    return b"".join(parts).strip() + b"\n"


def environment() -> Environment:
    """Give the environment of the package's templates; a name that is not given is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(str(files("report_builder"))) / "data" / "templates"
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def saying(language: str) -> Callable[..., str]:
    """Give what a template says under a key, where the words of a page in ``language`` stand.

    What is said in another language has an element that says so.
    """
    here = voice(language, language)
    foreign = here.language if here.language != language else None

    def said(key: str, **values: Value) -> str:
        text = here.words(key, **values)
        return element("span", text, lang=foreign) if foreign else text

    return said


class Pages(Struct, frozen=True):
    """Writes the pages of one site; ``assets`` is the path of the folder with style sheets and fonts."""

    assets: str
    environment: Environment = field(default_factory=environment)

    def write(self, template: str, page: str, language: str, **values: object) -> bytes:
        """Write the page at the path ``page`` from a template."""
        text = self.environment.get_template(template).render(
            language=language,
            words=catalogue(language),
            said=saying(language),
            assets=link(page, self.assets),
            **values,
        )
        return text.encode()
