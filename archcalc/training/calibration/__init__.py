"""A device measured with archcalc's own executor, and the time of networks that it has not run."""
