"""Pages to print: sheets, posters, cards and guides as PDF."""
