"""A report as text, slides, spreadsheets, pages and pictures."""
