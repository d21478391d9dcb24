"""A graph as a specification: modules with parameters, repeats, residuals and branches, as a person would write it."""
