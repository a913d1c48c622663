"""Model blocks to rows: one function per kind, in one visible table (``registry.py``)."""
