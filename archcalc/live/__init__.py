"""Answers while somebody types: a text read again and again, its lines with their figures."""
