"""Rows to pages: keeps, notes at the foot, the margin column, repeated heads."""
