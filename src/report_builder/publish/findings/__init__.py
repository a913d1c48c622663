"""An address for every finding, for good: what it says now, what it said, and where it stands.

What is needed of a version is read when it is drawn, and remembered with it (:mod:`.facts`); all versions
together say what became of a finding (:mod:`.tracing`), and each address has a page and files for programs.
"""
