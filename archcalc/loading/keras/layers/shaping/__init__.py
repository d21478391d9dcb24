"""Values moved, repeated, cut and padded."""
