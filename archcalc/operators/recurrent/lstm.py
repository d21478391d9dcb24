"""Long short-term memory."""

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Natural
from archcalc.operators.kernels.recurrence import CellWeights, LstmCell
from archcalc.operators.operator import Arrays, Cost, Shape, Weight
from archcalc.operators.recurrent._base import Recurrent, both_directions


class Lstm(Recurrent):
    """Carries a cell c from token to token; gates say what it takes in, what it forgets, and what shows of it.

        input      (n, t, d)
        output     (n, t, k*s), of `last` (n, k*s), of `state` (n, layers*k, s + u), of `all` both in one row;
                   u = units, s = projection or u, k = 2 with `bidirectional`, else 1
        weight_ih_l0   (4u, d)   weight_hh_l0 (4u, s)      below one another: input, forget, cell, output gates
        bias_ih_l0     (4u)      bias_hh_l0   (4u)         with `bias`; with `biases: 1` the first alone
        weight_hr_l0   (s, u)                              with `projection`
        macs       t * (4u * (d + s) + s * u), for each direction; without `projection` t * 4u * (d + u)
        parameters 4u * (d + u + 2), of Keras's one bias 4u * (d + u + 1)

        i, f, o = sigmoid(W x + U h + b), g = tanh(W x + U h + b), c' = f * c + i * g, h' = o * tanh(c')

    A further layer reads k*s features, its weights end in _l1; those of the direction back end in _reverse. With a
    `projection` of s features, h' is a matrix product with o * tanh(c'). A state holds h, then c, side by side. PyTorch
    has two biases for each gate, which are added up; Keras has one. In training, `dropout` leaves out a share of the
    values between two layers.
    Source: Hochreiter and Schmidhuber 1997; Gers et al. 2000 (forget gates); Sak et al. 2014 (projection).

    >>> op = Lstm(units=128)
    >>> op.output((1, 10, 64)), op.cost(op.output((1, 10, 64)), (1, 10, 64)).macs
    ((1, 10, 128), 983040)
    """

    kind, gates = "lstm", 4
    each, kept = Cost(adds=8, divides=8, exponentials=7), 6
    keras = pytorch = "LSTM"
    elsewhere = ("bilstm", "blstm", "longshorttermmemory")

    notations = {"LSTM-{units}": None, "BILSTM-{units}": both_directions}

    projection: Natural = 0

    @property
    def width(self) -> int:
        return self.projection or self.units

    @property
    def state_width(self) -> int:
        return self.width + self.units

    def output(self, x: Shape, state: Shape | None = None) -> Shape:
        if self.projection >= self.units:
            raise Refused("projection", f"lstm: a projection of {self.projection} is not smaller than the "
                                        f"{self.units} units", hint="leave it out")
        return Recurrent.output(self, x, state)

    def weights_of(self, features: int) -> dict[str, Weight]:
        found = Recurrent.weights_of(self, features)
        return found | {"weight_hr": Weight((self.projection, self.units))} if self.projection else found

    def macs_of_a_step(self, features: int) -> int:
        return Recurrent.macs_of_a_step(self, features) + self.projection * self.units

    def cell(self, xp: Arrays, weights: CellWeights) -> LstmCell:
        return LstmCell(xp, weights)

    def kept_to_learn(self, t: int) -> int:
        return Recurrent.kept_to_learn(self, t) + (t * self.units if self.projection else 0)

    def own_summary(self) -> str:
        return f"projected to {self.projection}" if self.projection else ""
