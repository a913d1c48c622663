"""Words to lines: cached widths and kerning, hyphenation, total-fit line breaking."""
