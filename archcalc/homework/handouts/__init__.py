"""Worksheets and quizzes."""
