"""The way to the right person, from the municipality of a school."""
