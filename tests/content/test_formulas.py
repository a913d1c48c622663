"""Formulas: notation to a tree, the tree to words in every language, and faults at their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.content.formulas.notation import NotationError
from report_builder.content.formulas.reading import read_formula
from report_builder.content.formulas.signs import ACCENTS, FUNCTIONS, GRIDS, LETTERS, SIGNS
from report_builder.content.formulas.speaking import NoWordsError, spoken
from report_builder.language.catalogue import catalogue, languages
from report_builder.model.formulas import Fence, Fraction, Number, Row, Scripts, Sign

SPOKEN = {
    r"\frac{a+b}{2}": ("brøk: a pluss b over 2, brøk slutt", "fraction: a plus b over 2, end of fraction"),
    r"\sqrt{\sum_{i=1}^n x_i^2}": (
        "kvadratroten av summen fra i lik 1 til n av x indeks i i andre, rot slutt",
        "the square root of the sum from i equals 1 to n of x sub i squared, end of root",
    ),
    r"f'(x) = \frac12": (
        "f merket parentes x parentes slutt lik 1 delt på 2",
        "f prime open parenthesis x close parenthesis equals 1 over 2",
    ),
    "x^{n+1}": ("x opphøyd i n pluss 1, eksponent slutt", "x to the power of n plus 1, end of exponent"),
    r"\lim_{x\to\infty} A": (
        "grensen når x går mot uendelig av stor A",
        "the limit as x tends to infinity of capital A",
    ),
    r"\left|x\right|": (
        "absoluttverdien av x, absoluttverdi slutt",
        "the absolute value of x, end of absolute value",
    ),
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}": (
        "matrise, 2 rader og 2 kolonner: rad 1: 1, 2; rad 2: 3, 4; matrise slutt",
        "matrix, 2 rows and 2 columns: row 1: 1, 2; row 2: 3, 4; end of matrix",
    ),
    r"p < 0{,}05": ("p mindre enn 0,05", "p less than 0,05"),
    r"\sqrt[3]{x}": ("rot med indeks 3 av x", "root with index 3 of x"),
    r"\Delta x \in \mathbb{R}": (
        "stor delta x er med i de reelle tallene",
        "capital delta x in the real numbers",
    ),
    r"\underbrace{a+b}_{n}": (
        "a pluss b med krøllparentes under, under står n",
        "a plus b with a brace under it, below it n",
    ),
}


@pytest.mark.parametrize("source", SPOKEN)
def test_a_formula_is_said_in_words(source: str) -> None:
    tree = read_formula(source)
    assert (spoken(tree, catalogue("nb")), spoken(tree, catalogue("en"))) == SPOKEN[source]


def constructs() -> list[str]:
    """A formula with each command that there is."""
    marked = [f"\\{name}{{x}}" for name in (*ACCENTS, *LETTERS)]
    grids = [f"\\begin{{{name}}} a & b \\\\ c & d \\end{{{name}}}" for name in GRIDS]
    signs = [f"a \\{name} b" for name, sign in SIGNS.items() if sign.name]
    return [*signs, *(f"\\{name} x" for name in FUNCTIONS), *marked, *grids]


@pytest.mark.parametrize("language", languages())
def test_everything_that_has_a_name_has_a_word_in_every_language(language: str) -> None:
    words = catalogue(language)
    silent = []
    for source in constructs():
        try:
            assert spoken(read_formula(source), words)
        except NoWordsError:
            silent.append(source)
    # Letters of these shapes say nothing by themselves, but for the sets of numbers.
    assert silent == [r"\mathbb{x}"]


def test_what_has_no_word_says_which_sign_it_is() -> None:
    with pytest.raises(NoWordsError) as told:
        spoken(read_formula(r"\aleph_0"), catalogue("nb"))
    assert told.value.sign == "ℵ"


def test_the_tree_says_what_is_meant() -> None:
    assert read_formula("x_1^{23}") == Row((Scripts(read_formula("x").items[0], Number("1"), Number("23")),))
    assert read_formula(r"\frac12") == Row((Fraction(Number("1"), Number("2")),))
    assert read_formula("3,14") == read_formula("3{,}14") == Row((Number("3,14"),))
    assert read_formula("f(1, 2)").items[2:5:2] == (Number("1"), Number("2"))
    fence = read_formula(r"\left( a \right.").items[0]
    assert isinstance(fence, Fence)
    assert (fence.opening, fence.closing) == ("(", "")
    sign = read_formula("−").items[0]
    assert isinstance(sign, Sign)
    assert sign == read_formula("-").items[0]


@pytest.mark.parametrize(
    "source", ["5 og US", "sin x", "3 kroner x", "a og b", "pris per stk", "mellom 5 og 6"]
)
def test_text_is_not_taken_for_a_formula(source: str) -> None:
    with pytest.raises(NotationError) as told:
        read_formula(source)
    assert told.value.message.key == "formula.words"


@pytest.mark.parametrize(
    "source",
    [
        "ab + c",
        r"\int f(x) dx",
        r"2\pi r dr",
        r"\text{a og b}",
        "E = mc^2",
        r"\sin x",
        "PV = nRT",
        r"\mathrm{kg} x",
    ],
)
def test_a_formula_is_not_taken_for_text(source: str) -> None:
    assert read_formula(source).items


COMMANDS = (
    "frac",
    "sqrt",
    "left",
    "right",
    "bar",
    "sum",
    "alpha",
    "foo",
    "begin{matrix}",
    "end{matrix}",
    "text{a b}",
)
PIECES = st.sampled_from([*"ab12+-=<(){}[]|^_&'/,.~%æ§ \n\\", "\\\\", *(f"\\{name}" for name in COMMANDS)])


def read_or_fault(source: str, *, display: bool) -> Row | NotationError:
    """The tree of a formula, or what is wrong with it."""
    try:
        return read_formula(source, display=display)
    except NotationError as fault:
        return fault


@given(st.lists(PIECES, max_size=14).map("".join), st.booleans())
def test_whatever_is_written_is_read_or_told_at_its_place(source: str, display: bool) -> None:
    tree = read_or_fault(source, display=display)
    if isinstance(tree, NotationError):
        assert 0 <= tree.at <= len(source)
        assert all(map(catalogue("nb").text, (tree.message, tree.hint)))
        return
    try:
        said = spoken(tree, catalogue("en"))
    except NoWordsError as silent:
        said = silent.sign
    assert said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[0,1]", "hakeparentes 0, 1 hakeparentes slutt"),
        ("(0,1)", "parentes 0, 1 parentes slutt"),
        (r"\{0,1\}", "krøllparentes 0, 1 krøllparentes slutt"),
        (r"\{0,1,2\}", "krøllparentes 0, 1, 2 krøllparentes slutt"),
        (r"\left[0,1\right]", "hakeparentes 0, 1 hakeparentes slutt"),
        ("[0, 1]", "hakeparentes 0, 1 hakeparentes slutt"),
        ("[-1,1]", "hakeparentes minus 1, 1 hakeparentes slutt"),
        ("[0,10^6]", "hakeparentes 0, 10 opphøyd i 6 hakeparentes slutt"),
        ("f(0,1)", "f parentes 0, 1 parentes slutt"),
        ("f(x,y)", "f parentes x komma y parentes slutt"),
        ("[0{,}5, 1{,}5]", "hakeparentes 0,5, 1,5 hakeparentes slutt"),
        ("1,2,3", "1, 2, 3"),
        ("1,96", "1,96"),
        ("x + 0,5", "x pluss 0,5"),
        ("(0,5 + x)", "parentes 0,5 pluss x parentes slutt"),
        ("(0,05)", "parentes 0,05 parentes slutt"),
        ("(0{,}5)", "parentes 0,5 parentes slutt"),
        ("1,000,000", "1,000,000"),
    ],
)
def test_a_comma_that_fills_brackets_parts_a_list(written: str, said: str) -> None:
    assert spoken(read_formula(written), catalogue("nb")) == said
