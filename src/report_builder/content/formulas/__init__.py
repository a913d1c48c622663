"""Formulas: LaTeX notation to a tree, and the words that say it."""
