"""The plain recurrent layer."""

from archcalc.operators.attributes import Nonlinearity
from archcalc.operators.kernels.recurrence import CellWeights, RnnCell
from archcalc.operators.operator import Arrays, Cost
from archcalc.operators.recurrent._base import Recurrent, both_directions


class Rnn(Recurrent):
    """One weighted sum of the token and of its own output for the token before, and an `activation`: tanh or relu.

        input      (n, t, d)
        output     (n, t, k*u), of `last` (n, k*u), of `state` (n, layers*k, u), of `all` both in one row;
                   u = units, k = 2 with `bidirectional`, else 1
        weight_ih_l0   (u, d)   weight_hh_l0 (u, u)
        bias_ih_l0     (u)      bias_hh_l0   (u)           with `bias`; with `biases: 1` the first alone
        macs       t * u * (d + u), for each direction
        parameters u * (d + u + 2), of Keras's one bias u * (d + u + 1)

        h' = tanh(W x + U h + b)

    A further layer reads k*u features, its weights end in _l1; those of the direction back end in _reverse.
    In training, `dropout` is the share of the values between two layers that are left out. Source: Elman 1990.

    >>> op = Rnn(units=128)
    >>> op.output((1, 10, 64)), op.cost(op.output((1, 10, 64)), (1, 10, 64)).macs
    ((1, 10, 128), 245760)
    """

    kind = "rnn"
    each = Cost(adds=2, divides=1, exponentials=2)
    keras, pytorch = "SimpleRNN", "RNN"
    elsewhere = ("birnn", "elmanrnn", "recurrent", "vanillarnn")

    notations = {"RNN-{units}": None, "BIRNN-{units}": both_directions}

    activation: Nonlinearity = "tanh"

    def kept_to_learn(self, t: int) -> int:
        """The state at the beginning: outputs are kept in any case."""
        return self.units

    def cell(self, xp: Arrays, weights: CellWeights) -> RnnCell:
        return RnnCell(xp, weights, self.activation)
