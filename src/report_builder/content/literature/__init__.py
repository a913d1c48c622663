"""The literature of a report: its sources, how each is cited, and the list of all that are."""
