"""Memory, parameters, operations: by which convention, for which column, against which claim, and derived."""
