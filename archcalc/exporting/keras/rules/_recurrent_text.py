"""Cells with a second bias for every sum, and the layer of what Keras's own layers do not give."""

from __future__ import annotations

from archcalc.exporting.source.forms import HelperSource

_CELL = '''
class {name}(layers.{name}):
    """Keras's cell, with a second bias for every sum as PyTorch has it."""

    def build(self, shape):
        super().build(shape)
        self.recurrent_bias = self.add_weight(
            shape=self.bias.shape, initializer="zeros", name="recurrent_bias"
        )

    def call(self, inputs, states, training=False):
{body}
'''
_SUM = """x = ops.matmul(inputs, self.kernel) + self.bias
x = x + ops.matmul({h}, self.recurrent_kernel) + self.recurrent_bias"""
_BODIES = {
    "SimpleRNNCell": f"""{_SUM.format(h="states[0]")}
x = self.activation(x)
return x, [x]""",
    "LSTMCell": f"""h, c = states
{_SUM.format(h="h")}
i, f, g, o = ops.split(x, 4, axis=-1)
c = ops.sigmoid(f) * c + ops.sigmoid(i) * ops.tanh(g)
h = ops.sigmoid(o) * ops.tanh(c)
return h, [h, c]""",
}


def _cell(name: str) -> HelperSource:
    body = "\n".join(f"        {line}" for line in _BODIES[name].split("\n"))
    return HelperSource(name, _CELL.format(name=name, body=body))


CELLS = {"rnn": _cell("SimpleRNNCell"), "lstm": _cell("LSTMCell")}
"""The cells by the operator's kind."""
RECURRENT = HelperSource("Recurrent", '''
class Recurrent(layers.Layer):
    """Recurrent layers one upon another, in one direction or both, from a state or from zeros.

    A state is (batch, layers and directions, features); of an LSTM h and c lie side by side in it.
    """

    def __init__(self, make_cell, depth, both=False, gives="state", **more):
        super().__init__(**more)
        self.gives, self.directions = gives, 1 + both
        names = [f"l{i}{end}" for i in range(depth) for end in ("", "_reverse")[: 1 + both]]
        self.rnns = [
            layers.RNN(
                make_cell(),
                return_sequences=True,
                return_state=True,
                go_backwards=name.endswith("_reverse"),
                name=name,
            )
            for name in names
        ]

    def call(self, x, state=None):
        ends = []
        for first in range(0, len(self.rnns), self.directions):
            given = []
            for rnn in self.rnns[first : first + self.directions]:
                y, *end = rnn(x, initial_state=self.start(rnn, state, len(ends)))
                given.append(ops.flip(y, axis=1) if rnn.go_backwards else y)
                ends.append(ops.concatenate(end, axis=-1))
            x = ops.concatenate(given, axis=-1)
        if self.gives == "sequence":
            return x
        if self.gives == "last":
            last = zip(self.rnns[-self.directions :], ends[-self.directions :])
            return ops.concatenate([end[:, : rnn.cell.units] for rnn, end in last], axis=-1)
        if self.gives == "state":
            return ops.stack(ends, axis=1)
        flat = ops.reshape(x, (-1, x.shape[1] * x.shape[2]))
        return ops.concatenate([flat, *ends], axis=-1)

    def start(self, rnn, state, place):
        """What a layer and direction starts from."""
        if state is None:
            return None
        return ops.split(state[:, place], state.shape[-1] // rnn.cell.units, axis=-1)
''')
