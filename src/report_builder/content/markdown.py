"""The Markdown parser: markdown-it, set up for reports.

Blocks are read by one pass over a chapter. Inlines are read when they are asked for, and only where a
paragraph has any markup at all: most have none.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from report_builder.content import rules_block, rules_inline, rules_style
from report_builder.content.allowing import allow_mark
from report_builder.content.block_ids import id_mark
from report_builder.content.comments import block_comment, inline_comment
from report_builder.content.formulas.rules import formula, formula_block
from report_builder.content.literature.rules import citation
from report_builder.content.ordinals import list_or_ordinal, ordinal_in_list
from report_builder.content.rules_lines import line_block
from report_builder.content.rules_list import lettered_list
from report_builder.patterns import late

Environment = dict[str, Any]

# Levels of tokens. markdown-it skips what is deeper without a word: far above our own limit, which
# counts containers (tree.MAX_DEPTH) and reports, and low enough that nothing recurses too far.
_MAX_LEVELS = 60

# Where an inline rule can begin. "]" ends a label; a newline is a soft break.
_MARKS = r"[*\[\\_`{]|!(?=\[)|&(?=[#A-Za-z])|<(?=[A-Za-z/!?%])|=(?==)|\+(?=\+)|\$(?=[^\s])|@(?=[\w{])"
_TERMINATORS = late(_MARKS + r"|[\]\n~^]")
_MARKED = late(_MARKS + r"|[~^](?=\S)|\n(?<=  \n)")


class _PositionedState(StateInline):
    """markdown-it's inline state, with the offset at which each token begins in ``meta["at"]``."""

    _text_at = 0
    pairs: dict[int, tuple[int, int]] | None = None
    """Where elements of HTML begin, and where their last tags do and end; known once it is asked."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        # A link's token is pushed when its bracket was passed; an autolink's is not.
        passed = ttype in ("link_open", "span_open") and self.src.startswith("[", self.pos - 1)
        token.meta = {"at": self.pos - passed}
        return token

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._text_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802  (markdown-it's name)
        token = super().pushPending()
        token.meta = {"at": self._text_at}
        return token


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark",
        {"maxNesting": _MAX_LEVELS, "inline_definitions": True, "store_labels": True},
    )
    parser.disable(["html_block", "lheading", "fragments_join"])
    parser.use(deflist_plugin)
    before_text: RuleOptionsType = {"alt": ["paragraph", "reference"]}
    before_all: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("reference", "footnote_definition", footnote_def, before_text)
    parser.block.ruler.before("fence", "container", rules_block.container, before_all)
    parser.block.ruler.before("container", "comment", block_comment, {"alt": ["blockquote"]})
    parser.block.ruler.before("container", "id_mark", id_mark, {"alt": ["blockquote"]})
    parser.block.ruler.before("container", "allow", allow_mark, {"alt": ["blockquote"]})
    parser.block.ruler.before("container", "formula", formula_block, before_all)
    parser.block.ruler.before("code", "line_block", line_block)
    parser.block.ruler.before("code", "pipe_table", rules_block.table, before_text)
    parser.block.ruler.before("code", "grid_table", rules_block.grid_table, before_text)
    parser.block.ruler.at("list", list_or_ordinal, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.before("list", "lettered_list", lettered_list, {"alt": ["paragraph", "blockquote"]})
    parser.block.ruler.before("list", "ordinal_in_list", ordinal_in_list, {"alt": ["list"]})
    parser.block.ruler.at("paragraph", rules_block.text_block)
    inline = parser.inline.ruler
    inline.before("link", "footnote_reference", rules_inline.footnote_reference)
    inline.before("footnote_reference", "citation", citation)
    inline.at("link", rules_inline.link_or_bracket)
    inline.after("link", "span", rules_inline.span)
    inline.at("image", rules_inline.image)
    inline.before("html_inline", "comment", inline_comment)
    inline.before("html_inline", "html_element", rules_style.html_element)
    inline.at("html_inline", rules_inline.markup)
    inline.push("styled", rules_style.styled)
    inline.push("fact", rules_inline.fact)
    inline.push("braces", rules_inline.braces)
    inline.push("formula", formula)
    inline.push("broken_link", rules_inline.broken_link)
    inline.push("unsupported", rules_inline.unsupported)
    parser.inline.terminator_re = _TERMINATORS
    # Every target is judged by content.links, which reports instead of leaving it as text.
    parser.validateLink = lambda _url: True  # type: ignore[method-assign,assignment]
    parser.normalizeLink = _same  # type: ignore[method-assign]
    parser.normalizeLinkText = _same  # type: ignore[method-assign,assignment]
    return parser


def _same(url: str) -> str:
    return url


def parse_blocks(source: str, environment: Environment) -> list[Token]:
    """Read the blocks of a chapter; ``environment`` takes up its link definitions."""
    tokens: list[Token] = []
    parser = _parser()
    parser.block.parse(source, parser, environment, tokens)
    return tokens


def has_markup(content: str) -> bool:
    """True unless ``content`` is plain text from end to end."""
    return _MARKED.search(content) is not None


def parse_inlines(content: str, environment: Environment) -> list[Token]:
    """Read the inlines of a block. Neighbouring text tokens are not joined."""
    parser = _parser()
    state = _PositionedState(content, parser, environment, [])
    parser.inline.tokenize(state)
    for rule in parser.inline.ruler2.getRules(""):
        rule(state)
    return state.tokens
