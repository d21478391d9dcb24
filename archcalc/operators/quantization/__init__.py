"""Values rounded to short integers, and back."""
