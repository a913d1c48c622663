"""The commands of LaTeX notation that are known: which sign each is, what it does, and what it is called.

A sign with a name is said by the word that the languages have for it; one without asks for ``alt=``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report_builder.model.formulas import Kind, Sign, Variant, Words


def _table(
    listed: str, kind: Kind, *, named: bool = True, limits: bool = False
) -> Iterator[tuple[str, Sign]]:
    for entry in listed.split():
        command, _, rest = entry.partition("=")
        text, _, name = rest.partition(":")
        yield command, Sign(text, kind, Variant.UPRIGHT, (name or command) if named else "", limits)


_GREEK = (
    "alpha=α beta=β gamma=γ delta=δ epsilon=ϵ varepsilon=ε:epsilon zeta=ζ eta=η theta=θ"
    " vartheta=ϑ:theta iota=ι kappa=κ lambda=λ mu=μ nu=ν xi=ξ omicron=ο pi=π varpi=ϖ:pi rho=ρ varrho=ϱ:rho"
    " sigma=σ varsigma=ς:sigma tau=τ upsilon=υ phi=ϕ varphi=φ:phi chi=χ psi=ψ omega=ω"
)
_CAPITAL = "Gamma=Γ Delta=Δ Theta=Θ Lambda=Λ Xi=Ξ Pi=Π Sigma=Σ Upsilon=Υ Phi=Φ Psi=Ψ Omega=Ω"
_ORDINARY = (
    "infty=∞ partial=∂ nabla=∇ forall=∀ exists=∃ nexists=∄ neg=¬ lnot=¬:neg emptyset=∅ varnothing=∅:emptyset"
    " hbar=ℏ ell=ℓ Re=ℜ Im=ℑ angle=∠ degree=° prime=′ dots=… ldots=…:dots cdots=⋯:dots vdots=⋮"
    " ddots=⋱ triangle=△ perthousand=‰ percent=%"
)
_ORDINARY_SILENT = (
    "aleph=ℵ beth=ℶ wp=℘ top=⊤ bot=⊥ square=□ blacksquare=■ diamondsuit=♢ heartsuit=♡ clubsuit=♣ spadesuit=♠"
    " flat=♭ natural=♮ sharp=♯ checkmark=✓ bigstar=★ surd=√ backslash=\\ complement=∁ mho=℧ eth=ð"
)
_BINARY = (
    "pm=± mp=∓ times=× div=÷ cdot=⋅:times-dot ast=∗ cap=∩ cup=∪ setminus=∖ wedge=∧ land=∧:wedge vee=∨"
    " lor=∨:vee circ=∘ oplus=⊕ otimes=⊗"
)
_BINARY_SILENT = (
    "star=⋆ bullet=∙ diamond=⋄ ominus=⊖ oslash=⊘ odot=⊙ bigcirc=◯ dagger=† ddagger=‡ amalg=⨿ wr=≀ uplus=⊎"
    " sqcap=⊓ sqcup=⊔ triangleleft=◃ triangleright=▹ bigtriangleup=△ bigtriangledown=▽ ltimes=⋉ rtimes=⋊"
)
_RELATIONS = (
    "leq=≤ le=≤:leq geq=≥ ge=≥:geq neq=≠ ne=≠:neq approx=≈ equiv=≡ sim=∼ simeq=≃ cong=≅ propto=∝ ll=≪ gg=≫"
    " in=∈ notin=∉ ni=∋ subset=⊂ subseteq=⊆ supset=⊃ supseteq=⊇ mid=∣ parallel=∥ perp=⊥ to=→ rightarrow=→:to"
    " leftarrow=← leftrightarrow=↔ Rightarrow=⇒ implies=⟹:Rightarrow Leftarrow=⇐ Leftrightarrow=⇔"
    " iff=⟺:Leftrightarrow mapsto=↦ longrightarrow=⟶:to coloneqq=≔"
)
_RELATIONS_SILENT = (
    "prec=≺ succ=≻ preceq=⪯ succeq=⪰ asymp=≍ doteq=≐ models=⊨ vdash=⊢ dashv=⊣ sqsubset=⊏ sqsupset=⊐"
    " sqsubseteq=⊑ sqsupseteq=⊒ bowtie=⋈ smile=⌣ frown=⌢ nmid=∤ nparallel=∦ subsetneq=⊊ supsetneq=⊋"
    " uparrow=↑ downarrow=↓ updownarrow=↕ Uparrow=⇑ Downarrow=⇓ nearrow=↗ searrow=↘ swarrow=↙ nwarrow=↖"
    " hookrightarrow=↪ hookleftarrow=↩ rightharpoonup=⇀ leftharpoonup=↼ rightleftharpoons=⇌ leadsto=⇝"
    " longleftarrow=⟵ longleftrightarrow=⟷ Longrightarrow=⟹ Longleftarrow=⟸ Longleftrightarrow=⟺ longmapsto=⟼"
    " lesssim=≲ gtrsim=≳ nsubseteq=⊈ nsupseteq=⊉ approxeq=≊ triangleq=≜ vDash=⊨ Vdash=⊩"
)
_LIMITS = "sum=∑ prod=∏ bigcup=⋃ bigcap=⋂"
_LIMITS_SILENT = "coprod=∐ bigoplus=⨁ bigotimes=⨂ bigodot=⨀ biguplus=⨄ bigsqcup=⨆ bigvee=⋁ bigwedge=⋀"
_INTEGRALS = "int=∫ iint=∬ iiint=∭ oint=∮"
_OPENING = (
    "lbrace={:brace lbrack=[:bracket langle=⟨:angle-bracket lceil=⌈:ceiling lfloor=⌊:floor"
    " lvert=|:bar lVert=‖:norm"
)
_CLOSING = (
    "rbrace=}:brace rbrack=]:bracket rangle=⟩:angle-bracket rceil=⌉:ceiling rfloor=⌋:floor"
    " rvert=|:bar rVert=‖:norm"
)

SIGNS: Mapping[str, Sign] = {
    **{
        name: Sign(sign.text, sign.kind, Variant.ITALIC, sign.name)
        for name, sign in _table(_GREEK, Kind.ORDINARY)
    },
    **{
        name: Sign(sign.text, sign.kind, Variant.UPRIGHT, sign.name)
        for name, sign in _table(_CAPITAL, Kind.ORDINARY)
    },
    **dict(_table(_ORDINARY, Kind.ORDINARY)),
    **dict(_table(_ORDINARY_SILENT, Kind.ORDINARY, named=False)),
    **dict(_table(_BINARY, Kind.BINARY)),
    **dict(_table(_BINARY_SILENT, Kind.BINARY, named=False)),
    **dict(_table(_RELATIONS, Kind.RELATION)),
    **dict(_table(_RELATIONS_SILENT, Kind.RELATION, named=False)),
    **dict(_table(_LIMITS, Kind.LARGE, limits=True)),
    **dict(_table(_LIMITS_SILENT, Kind.LARGE, named=False, limits=True)),
    **dict(_table(_INTEGRALS, Kind.LARGE)),
    **dict(_table(_OPENING, Kind.OPENING)),
    **dict(_table(_CLOSING, Kind.CLOSING)),
    "{": Sign("{", Kind.OPENING, name="brace"),
    "}": Sign("}", Kind.CLOSING, name="brace"),
    "|": Sign("‖", Kind.ORDINARY, name="norm"),
    "Vert": Sign("‖", Kind.ORDINARY, name="norm"),
    "vert": Sign("|", Kind.ORDINARY, name="bar"),
    "%": Sign("%", Kind.ORDINARY, name="percent"),
    "$": Sign("$", Kind.ORDINARY, name="dollar"),
    "&": Sign("&", Kind.ORDINARY, name="ampersand"),
    "#": Sign("#", Kind.ORDINARY, name="number-sign"),
    "_": Sign("_", Kind.ORDINARY, name="underscore"),
    "colon": Sign(":", Kind.PUNCTUATION, name="colon"),
}
"""Commands that are one sign."""

CHARACTERS: Mapping[str, Sign] = {
    "+": Sign("+", Kind.BINARY, name="plus"),
    "-": Sign("−", Kind.BINARY, name="minus"),
    "−": Sign("−", Kind.BINARY, name="minus"),
    "–": Sign("−", Kind.BINARY, name="minus"),
    "*": Sign("∗", Kind.BINARY, name="ast"),
    "/": Sign("/", Kind.ORDINARY, name="slash"),
    "=": Sign("=", Kind.RELATION, name="equals"),
    "<": Sign("<", Kind.RELATION, name="less"),
    ">": Sign(">", Kind.RELATION, name="greater"),
    ":": Sign(":", Kind.RELATION, name="colon"),
    "(": Sign("(", Kind.OPENING, name="parenthesis"),
    "[": Sign("[", Kind.OPENING, name="bracket"),
    ")": Sign(")", Kind.CLOSING, name="parenthesis"),
    "]": Sign("]", Kind.CLOSING, name="bracket"),
    "|": Sign("|", Kind.ORDINARY, name="bar"),
    ",": Sign(",", Kind.PUNCTUATION, name="comma"),
    ";": Sign(";", Kind.PUNCTUATION, name="semicolon"),
    "!": Sign("!", Kind.CLOSING, name="factorial"),
    "?": Sign("?", Kind.CLOSING),
    ".": Sign(".", Kind.ORDINARY, name="full-stop"),
    "@": Sign("@", Kind.ORDINARY),
    "%": Sign("%", Kind.ORDINARY, name="percent"),
    "‰": Sign("‰", Kind.ORDINARY, name="perthousand"),
    "°": Sign("°", Kind.ORDINARY, name="degree"),
}
"""Characters that are no letters or digits; those of ``SIGNS`` may be typed as they are, too."""

TYPED: Mapping[str, Sign] = {
    **{sign.text: sign for sign in reversed([*SIGNS.values()]) if ord(sign.text) > 127},
    **CHARACTERS,
    "·": SIGNS["cdot"],
}
"""All characters that may be typed, letters and digits apart."""

FUNCTIONS: Mapping[str, Words] = {
    **{
        name: Words(name, Kind.LARGE, name)
        for name in (
            *("sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh"),
            *("ln", "log", "lg", "exp", "arg", "deg", "dim", "ker", "hom"),
        )
    },
    **{
        name: Words(name, Kind.LARGE, name, limits=True)
        for name in ("lim", "max", "min", "sup", "inf", "det", "gcd", "Pr")
    },
}
"""Functions with upright names."""

ACCENTS: Mapping[str, tuple[str, str, bool, bool]] = {
    "bar": ("‾", "bar", False, False),
    "overline": ("‾", "overline", True, False),
    "underline": ("_", "underline", True, True),
    "hat": ("^", "hat", False, False),
    "widehat": ("^", "hat", False, False),
    "tilde": ("~", "tilde", False, False),
    "widetilde": ("~", "tilde", False, False),
    "vec": ("→", "vec", False, False),
    "overrightarrow": ("→", "vec", True, False),
    "dot": ("˙", "dot", False, False),
    "ddot": ("¨", "ddot", False, False),
    "overbrace": ("⏞", "overbrace", True, False),
    "underbrace": ("⏟", "underbrace", True, True),
}
"""Marks: the sign, its name, whether it grows as wide as what it marks, and whether it stands under it."""

LETTERS: Mapping[str, Variant] = {
    "mathrm": Variant.UPRIGHT,
    "mathbf": Variant.BOLD,
    "boldsymbol": Variant.BOLD_ITALIC,
    "mathit": Variant.ITALIC,
    "mathbb": Variant.DOUBLE_STRUCK,
    "mathcal": Variant.SCRIPT,
    "mathscr": Variant.SCRIPT,
    "mathfrak": Variant.FRAKTUR,
    "mathsf": Variant.SANS,
    "mathtt": Variant.MONO,
}
"""Commands that give letters a shape."""

BLANKS: Mapping[str, float] = {
    ",": 1 / 6,
    ":": 4 / 18,
    ">": 4 / 18,
    ";": 5 / 18,
    "!": -1 / 6,
    " ": 1 / 3,
    "quad": 1.0,
    "qquad": 2.0,
    "thinspace": 1 / 6,
    "enspace": 0.5,
}
"""Commands that are a blank, in ems."""

TEXT = frozenset(("text", "textrm", "mbox", "textnormal"))
"""Commands whose argument is text."""

FENCES: Mapping[str, str] = {
    **{char: char for char in "()[]|/"},
    ".": "",
    "\\{": "{",
    "\\}": "}",
    "\\|": "‖",
    **{f"\\{name}": sign.text for name, sign in SIGNS.items() if sign.kind in (Kind.OPENING, Kind.CLOSING)},
    "\\vert": "|",
    "\\Vert": "‖",
    "<": "⟨",
    ">": "⟩",
}
r"""What may stand behind ``\left`` and ``\right``."""

GRIDS: Mapping[str, tuple[str, str, str]] = {
    "matrix": ("", "", "matrix"),
    "pmatrix": ("(", ")", "matrix"),
    "bmatrix": ("[", "]", "matrix"),
    "Bmatrix": ("{", "}", "matrix"),
    "vmatrix": ("|", "|", "determinant"),
    "Vmatrix": ("‖", "‖", "matrix"),
    "cases": ("{", "", "cases"),
    "aligned": ("", "", "lines"),
    "align": ("", "", "lines"),
    "align*": ("", "", "lines"),
    "gathered": ("", "", "lines"),
    "split": ("", "", "lines"),
}
"""Environments: the signs around them, and what they are called."""

SIZES = frozenset(f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))
"""Commands that make the next fence larger: here they grow by themselves."""
