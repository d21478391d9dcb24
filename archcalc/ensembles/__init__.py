"""Several models together: archcalc ensemble, vote."""
