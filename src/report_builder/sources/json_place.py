"""Where a text that a program wrote as JSON is JSON no longer, for who edited or merged it by hand."""

from __future__ import annotations

import json

from report_builder.diagnostics import SourceSpan


def json_place(path: str, data: bytes) -> SourceSpan:
    """The place in the file ``path`` at which ``data`` stops being JSON; the whole file where it does not."""
    try:
        json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as fault:
        return SourceSpan(path, fault.lineno, fault.colno)
    except UnicodeDecodeError as fault:
        return SourceSpan(path, data.count(b"\n", 0, fault.start) + 1)
    except (ValueError, RecursionError):  # numbers of a thousand digits, a thousand brackets
        pass
    return SourceSpan(path)
