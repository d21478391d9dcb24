"""A network's figures as tables: its own table, explanations, comparisons, claims, the collection."""
