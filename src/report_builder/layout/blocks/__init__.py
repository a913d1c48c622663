"""Model blocks to rows: one function per kind, all in one table (``registry.py``)."""
