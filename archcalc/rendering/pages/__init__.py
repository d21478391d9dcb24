"""The parts of a page: its style and scripts, the form, the drawing, rows that are made when they are looked at."""
