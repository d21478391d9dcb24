"""The gated recurrent unit."""

from archcalc.operators.attributes import Reset
from archcalc.operators.kernels.recurrence import CellWeights, GruCell
from archcalc.operators.operator import Arrays, Cost
from archcalc.operators.recurrent._base import Recurrent, both_directions


class Gru(Recurrent):
    """Carries its output h from token to token; gates say how much of it stays, and how much makes the new one.

        input      (n, t, d)
        output     (n, t, k*u), of `last` (n, k*u), of `state` (n, layers*k, u), of `all` both in one row;
                   u = units, k = 2 with `bidirectional`, else 1
        weight_ih_l0   (3u, d)   weight_hh_l0 (3u, u)      below one another: reset, update, new
        bias_ih_l0     (3u)      bias_hh_l0   (3u)         with `bias`; with `biases: 1` the first alone
        macs       t * 3u * (d + u), for each direction
        parameters 3u * (d + u + 2), of one bias 3u * (d + u + 1)

        r, z = sigmoid(W x + U h + b), n = tanh(W x + b + r * (U h + b')), h' = (1 - z) * n + z * h

    A further layer reads k*u features, its weights end in _l1; those of the direction back end in _reverse. With
    `reset: before`, the paper's, r multiplies h before the product: n = tanh(W x + b + U (r * h) + b'). PyTorch and
    Keras (`reset_after`, its default) reset after it, with two biases; Keras without it has `biases: 1, reset: before`.
    In training, `dropout` leaves out a share of the values between two layers.
    Source: Cho et al. 2014.

    >>> op = Gru(units=128)
    >>> op.output((1, 10, 64)), op.cost(op.output((1, 10, 64)), (1, 10, 64)).macs
    ((1, 10, 128), 737280)
    """

    kind, gates = "gru", 3
    each, kept = Cost(adds=7, divides=6, exponentials=4), 6
    keras = pytorch = "GRU"
    elsewhere = ("bigru", "gatedrecurrentunit")

    notations = {"GRU-{units}": None, "BIGRU-{units}": both_directions}

    reset: Reset = "after"

    def cell(self, xp: Arrays, weights: CellWeights) -> GruCell:
        return GruCell(xp, weights, self.reset)
