"""Weight matrices of an operator that has several, and what each of them multiplies."""

from archcalc.base.named_tuples import NamedTuple


class Matrix(NamedTuple):
    """A weight matrix: its units and inputs, how many rows it multiplies, and of which input of the layer.

    One that `reads` no input multiplies what the layer itself has made.
    """

    units: int
    inputs: int
    rows: int
    reads: int | None = 0
    biased: bool = True

    @property
    def macs(self) -> int:
        """Its products."""
        return self.rows * (self.inputs * self.units)
