"""Numbers that are typed in a text although the report has them as findings."""

from report_builder.content.repeats.known import Former
from report_builder.content.repeats.telling import tell_repeats

__all__ = ["Former", "tell_repeats"]
