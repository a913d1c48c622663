"""What the system refuses is said in the words of the reader, in one place."""

from __future__ import annotations

import ast
import errno
import os

import pytest

from report_builder.language.catalogue import catalogue
from report_builder.language.reason import reason_of
from scripts.write_architecture import MODULES, PACKAGE


@pytest.mark.parametrize("name", ["nb", "nn"])
def test_a_usual_refusal_is_said_in_the_language_of_the_reader(name: str) -> None:
    usual = ("ENOENT", "EACCES", "ENOSPC", "EADDRINUSE", "ENOTDIR", "EISDIR", "EEXIST", "EROFS")
    for number in (getattr(errno, one) for one in usual):
        said = catalogue(name).text(reason_of(OSError(number, os.strerror(number))))
        assert os.strerror(number).lower() not in said.lower()
        assert "«" not in said
    assert catalogue(name).text(reason_of(OSError(errno.EIO, "Strange"))) == "«strange»"


def _reads_it(node: ast.AST) -> bool:
    """Tell whether a node reads the system's words of a fault; ``os.strerror`` is how a fault is made."""
    if isinstance(node, ast.Attribute):
        return node.attr == "strerror" and ast.unparse(node.value) != "os"
    return isinstance(node, ast.Constant) and node.value == "strerror"


def test_one_place_reads_what_the_system_says() -> None:
    readers = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(_reads_it(node) for node in ast.walk(ast.parse(path.read_bytes())))
    }
    assert readers == {"language/reason.py"}
