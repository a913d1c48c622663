"""Pages to ReportLab's canvas: text operators, marks, links, anchors, artifacts."""
