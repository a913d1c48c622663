"""What those who write a plug-in import: ``docs/plug-ins.md`` says how one is made and what is asked of it.

A plug-in gives themes, checks of a report, and blocks that are made of the kinds that there are. It is loaded
where ``settings.yaml`` names it, and where an archived version was made with it.
"""

from __future__ import annotations

from report_builder.diagnostics import Diagnostic, Severity, SourceSpan
from report_builder.language.message import worded
from report_builder.plugins.plugin import ComposedBlock, Container, Plugin

__all__ = ["ComposedBlock", "Container", "Diagnostic", "Plugin", "Severity", "SourceSpan", "worded"]
