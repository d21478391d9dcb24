"""The places of boxes and lines in a drawing."""
