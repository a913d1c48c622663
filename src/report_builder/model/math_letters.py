"""Letters in another shape as characters of their own: the Mathematical Alphanumeric Symbols of Unicode."""

from __future__ import annotations

from report_builder.model.formulas import Variant

_FIRST = {
    Variant.BOLD: (0x1D400, 0x1D6A8),
    Variant.ITALIC: (0x1D434, 0x1D6E2),
    Variant.BOLD_ITALIC: (0x1D468, 0x1D71C),
    Variant.SCRIPT: (0x1D49C, 0),
    Variant.FRAKTUR: (0x1D504, 0),
    Variant.DOUBLE_STRUCK: (0x1D538, 0),
    Variant.SANS: (0x1D5A0, 0),
    Variant.MONO: (0x1D670, 0),
}
"""Where the Latin capital A and the Greek Alpha of a shape are; 0 where it has no Greek."""
_ELSEWHERE = {
    **dict(zip((0x1D455,), "ℎ", strict=True)),
    **dict(
        zip((0x1D49D, 0x1D4A0, 0x1D4A1, 0x1D4A3, 0x1D4A4, 0x1D4A7, 0x1D4A8, 0x1D4AD), "ℬℰℱℋℐℒℳℛ", strict=True)
    ),
    **dict(zip((0x1D4BA, 0x1D4BC, 0x1D4C4), "ℯℊℴ", strict=True)),
    **dict(zip((0x1D506, 0x1D50B, 0x1D50C, 0x1D515, 0x1D51D), "ℭℌℑℜℨ", strict=True)),
    **dict(zip((0x1D53A, 0x1D53F, 0x1D545, 0x1D547, 0x1D548, 0x1D549, 0x1D551), "ℂℍℕℙℚℝℤ", strict=True)),
}
"""Characters that were there before (Unicode, 22.2): their places in the block are empty."""
_GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"


def shaped(letter: str, variant: Variant) -> str:
    """``letter`` in a shape; itself where Unicode has no such character."""
    if variant not in _FIRST:
        return letter
    latin, greek = _FIRST[variant]
    if "A" <= letter <= "Z":
        code = latin + ord(letter) - ord("A")
    elif "a" <= letter <= "z":
        code = latin + 26 + ord(letter) - ord("a")
    elif greek and letter in _GREEK:
        code = greek + _GREEK.index(letter)
    else:
        return letter
    return _ELSEWHERE.get(code, chr(code))
