"""Stories as films: drawn or filmed, timed, captioned, voiced, spotted in and fitted into a budget.

Importing a module of it needs neither skia nor numpy nor ffmpeg: they are asked for only to draw.
"""
