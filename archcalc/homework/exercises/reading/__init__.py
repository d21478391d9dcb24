"""Sentences read by what belongs together: numbers find the nouns they count, facts find their layers."""
