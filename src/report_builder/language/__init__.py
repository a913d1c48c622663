"""What the program says, and the rules of each language it says it in: one file for each language."""
