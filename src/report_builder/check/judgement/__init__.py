"""What only a person can judge in a finished file: the questions, and what in the file each is about."""
