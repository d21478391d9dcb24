"""How a table is shown: rows and columns chosen, folded, laid out; no format's own marks."""
