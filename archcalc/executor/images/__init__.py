"""Pictures in, classes and features out."""
