"""An old page leads to the same place in the newest version, and says what changed there."""
