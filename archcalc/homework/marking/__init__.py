"""Answers and a rubric -> marks with reasons."""
