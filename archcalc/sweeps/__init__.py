"""Many sizes at once: archcalc sweep."""
