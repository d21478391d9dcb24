"""Graph in, tables out. Each file holds one analysis: its columns, and the cells of every node."""
