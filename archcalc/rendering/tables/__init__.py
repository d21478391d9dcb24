"""Tables as they are shown: rows and columns chosen, folded, laid out; no format's own marks."""
