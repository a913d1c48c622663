"""From the model to painted pages: composes lines, builds pages, paints them on ReportLab's canvas."""
