"""A text in terms: its words by what they mean, its numbers and sizes, its code and notation."""
