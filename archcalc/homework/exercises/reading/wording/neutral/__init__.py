"""Words that may stand in an exercise without bearing on its numbers, and words that change them; by language."""
