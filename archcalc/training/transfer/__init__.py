"""Transfer learning: archcalc transfer."""
