"""Reads drawings in SVG into plain shapes, and refuses what cannot be drawn as it is meant.

What goes on from here is what was understood: nothing of a file is copied into a PDF or a page of the site.
"""
