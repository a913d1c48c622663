"""What a reader of our documents reads as words: Markdown without code, addresses and names of keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.content_language.passages import ROOT

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "guides": (
        "nb",
        tuple(f"docs/{name}.md" for name in ("arkiv", "forfatterguide", "landingsside", "utgivelser")),
    ),
    "lists": ("nb", ("docs/koder.md", "docs/kommandoer.md")),
    "project": ("en", ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    "documents": ("en", ("docs/*.md",)),
    "decisions": ("en", ("docs/decisions/*.md",)),
}
"""Language and files of each group of documents; a file belongs to the first group that names it."""

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_ATTRIBUTES = re.compile(r"\{[#.\w%][^{}]*\}|%[A-Z]+%")
_FENCES = re.compile(r"^:{3,}.*$", re.MULTILINE)
_PRINTED = re.compile(r'\b(?:title|by|caption|alt)="([^"]*)"')
_COMMENT = re.compile(r"(?:^|\s)#(?!\s*yaml-language-server)(.*)$", re.MULTILINE)
_SAMPLE = re.compile(r"^\s*[\w-]+:(?:\s.*?)?(?=\s#|$)")
_COMMAND = re.compile(r"report-builder(?: [a-z-]+)*")
"""A heading in the list of commands."""
_PART = "\x00"
_PARTS = re.compile(rf'[{_PART}«»“”"]')
_ADDRESS = re.compile(
    r"\S*(?:://|www\.|[\w-]+/)\S*|\S*\.(?:ya?ml|md|py|json|xml|html|pdf|txt)\b|\S+@\S+|\S+\.(?:org|no|com)\b"
)


def files_of(group: str) -> list[Path]:
    """List the files of a group."""
    taken: set[Path] = set()
    for name, (_, patterns) in GROUPS.items():
        found = {path for pattern in patterns for path in ROOT.glob(pattern)} - taken
        if name == group:
            return sorted(found)
        taken |= found
    raise KeyError(group)


def text_of(path: Path) -> Iterator[str]:
    """Give the texts of a document: paragraphs, headings, cells, comments.

    A link, what is stressed and what is quoted are texts of their own: an English page names Norwegian ones.
    """
    source = path.read_text("utf-8")
    if path.suffix == ".yaml":
        # A line that is switched off is a sample with, perhaps, a comment of its own.
        for comment in _COMMENT.findall(source):
            yield _plain(_SAMPLE.sub("", comment).replace("#", ""))
        return
    for line in _FENCES.findall(source):
        yield from _PRINTED.findall(line)
    for token in _MARKDOWN.parse(_FENCES.sub("", source)):
        if token.type == "inline":
            yield from map(_plain, _PARTS.split("".join(_words(token.children or []))))


def _words(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "text":
            yield token.content
        elif token.type == "image":
            yield from _words(token.children or [])
        elif token.type in ("softbreak", "hardbreak", "code_inline"):
            yield " "  # what stands before and after a piece of code are two words
        elif token.type in ("link_open", "link_close", "em_open", "em_close"):
            yield _PART


def _plain(text: str) -> str:
    if _COMMAND.fullmatch(text):
        return ""
    return _ADDRESS.sub(" ", _ATTRIBUTES.sub(" ", text))
