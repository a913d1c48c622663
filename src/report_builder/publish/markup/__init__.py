"""From the model to fragments of HTML: one small function for each kind of node."""
