"""A network with its weights for other programs: archcalc export."""
