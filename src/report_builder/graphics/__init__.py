"""Drawings as small scenes of plain shapes and text, for any surface."""
