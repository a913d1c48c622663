"""The live preview: the pages of a report in a browser, made anew while its files are edited."""
