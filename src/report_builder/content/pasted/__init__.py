"""What a person pastes: constructs of other programs that would be printed as they stand, or run together."""

from report_builder.content.pasted.checking import tell_pasted
from report_builder.content.pasted.values import tell_pasted_values

__all__ = ["tell_pasted", "tell_pasted_values"]
