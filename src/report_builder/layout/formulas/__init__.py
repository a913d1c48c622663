"""Formulas as drawings: signs and rules at their places, after the MATH table of a font."""
