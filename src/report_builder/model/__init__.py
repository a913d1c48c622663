"""The report as typed data: no input, no output, no layout."""
