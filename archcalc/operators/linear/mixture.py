"""A mixture of experts."""

from collections.abc import Iterator
from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, Positive
from archcalc.operators.kernels.matrix_product import product
from archcalc.operators.kernels.routing import gates
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight
from archcalc.operators.operator_chain import Chain, names, operators, shapes
from archcalc.operators.reading import ALL, Along, Reads
from archcalc.operators.saved_for_backward import INPUTS, OUTPUT, Circumstances, Saved
from archcalc.operators.shapes import tokens


class Mixture(Op):
    """Several `experts` of the same `layers`; a gate sends every token through the `active` ones that suit it best.

        input       (n, t, d)
        output      (n, t, o), o the features that the layers give
        gate        (experts, d)   gate_bias (experts)      the gate; its bias with `bias`
        fc1_weight  (experts, ...) and so on                those of the layers, one under another by expert
        macs        n * t * d * experts + active * those of one expert on all tokens

    The gate's largest `active` values of a token, by a softmax among themselves, weigh the outputs of those experts,
    which are added up. MACs are those of the active experts, parameters those of all; the other experts' products are
    told beside them. A run works out every expert for every token, and throws away what is not active.
    Source: Shazeer et al. 2017, equations 1 to 5, without their noise; Jiang et al. 2024 (Mixtral), section 2.1.

    >>> op = Mixture(experts=8, active=2, layers=({"linear": {"units": 128}}, {"relu": {}}, {"linear": {"units": 32}}))
    >>> op.cost(op.output((1, 16, 32)), (1, 16, 32)).macs
    266240
    """

    kind, traits = "mixture", {"held", "own-volume", "weight-layer", "routed"}
    elsewhere = ("mixtureofexperts", "moe", "moelayer", "switchtransformer", "sparsemoe")
    drawn_as = "linear"

    experts: Positive
    active: Positive
    layers: Chain
    bias: Flag = True

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return ("linear",)

    def output(self, x: Shape) -> Shape:
        n, t, _ = tokens("mixture", x)
        if self.active > self.experts:
            raise Refused("experts", f"mixture: {self.active} experts cannot be active of {self.experts}",
                          hint="active: at most as many as there are experts")
        output = x
        for op, read, output in shapes(self.layers, x):
            if op.inputs != (1, 1) or "running-statistics" in op.traits or not _token_by_token(op, read, output):
                raise Refused("shape", f"mixture: {op.kind} does not work on each token by itself",
                              hint="an expert's layers see one token at a time: linear, glu, activations, norms")
        return n, t, output[2]

    def parts(self, x: Shape) -> Iterator[tuple[str, str, Weight]]:
        """The weights of one expert: the layer, its own name of the weight, and the weight."""
        for name, (op, read, _) in zip(names(self.layers), shapes(self.layers, tuple(x)), strict=True):
            for own, weight in op.weights(read).items():
                yield name, own, weight

    def weights(self, x: Shape) -> dict[str, Weight]:
        gate = {"gate": Weight((self.experts, x[2]))}
        if self.bias:
            gate["gate_bias"] = Weight((self.experts,), "bias")
        return gate | {f"{name}_{own}": Weight((self.experts, *weight.shape), weight.role)
                       for name, own, weight in self.parts(x)}

    def gate(self, x: Shape) -> Cost:
        """The cost of the gate and of weighing what the experts give."""
        n, t, d = x
        chosen = n * t * self.active
        return Cost(macs=n * t * (d * self.experts), adds=n * t * self.experts if self.bias else 0,
                    compares=n * t * self.experts, divides=chosen, exponentials=chosen)

    def cost_of(self, experts: int, x: Shape) -> Cost:
        """The cost where so many experts work on every token."""
        cost, (n, t, d) = self.gate(x), x
        for op, read, output in shapes(self.layers, x):
            cost = Cost(*(sum_ + experts * count for sum_, count in zip(cost, op.cost(output, read), strict=True)))
            d = output[2]
        weighed = n * t * d
        return cost._replace(adds=cost.adds + (experts - 1) * weighed, divides=cost.divides + experts * weighed)

    def cost(self, output: Shape, x: Shape) -> Cost:
        return self.cost_of(self.active, x)

    def saved(self, when: Circumstances, output: Shape, x: Shape) -> Saved:
        """What the active experts' layers keep of the tokens that they get, what they give, weighed or not, and shares.

        Shares are kept as the softmax gives them and as an expert gets them; places are those of the largest values,
        and of each expert's tokens, with the rank that the expert has among theirs.
        """
        inner, volumes = Saved(), dict[int, int]()
        for place, (op, read, made) in enumerate(shapes(self.layers, x)):
            inner = Saved(*map(sum, zip(inner, op.saved(when, made, read), strict=True)))
            kept = {INPUTS: (place, prod(read)), OUTPUT: (place + 1, prod(made))}.get(op.needs(when))
            volumes |= [kept] if kept else []
        given = x[0] * x[1]
        inner = inner._replace(parts=inner.parts + sum(volumes.values()) + 2 * (prod(output) + given),
                               maxima=inner.maxima + 3 * given)
        return Saved(*(self.active * count for count in inner))

    def idle(self, x: Shape) -> tuple[int, int]:
        """The products and the parameters of the experts that a token does not go through."""
        products = self.cost_of(self.experts, x).macs - self.cost_of(self.active, x).macs
        return products, (self.experts - self.active) * sum(prod(weight.shape) for _, _, weight in self.parts(x))

    def gradients_inside(self, output: Shape, x: Shape) -> int:
        """The most, where one expert is active for every token: experts go backward one after another.

        Meanwhile the gradient of what all give waits for those to come, and that of the tokens grows by those before.
        """
        given, made, read = x[0] * x[1], prod(output), prod(x)
        widest = max(max(prod(entered) + prod(left), op.gradients_inside(left, entered))
                     for op, entered, left in shapes(self.layers, x))
        shares, inside = self.active * given, max(widest, 2 * read)
        last = (made if self.active > 1 else 0) + max(3 * made + given, inside + shares)
        if self.active == 1:
            return last
        waiting = read + (made if self.active > 2 else 0)  # a third is neither the first nor the last
        return max(last, waiting + max(3 * made + given, inside) + shares)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return ((Along(0), Along(1), ALL),)

    def forward(self, xp: Arrays, x: Array, gate: Array, gate_bias: Array | None = None, **given: Array) -> Array:
        if unknown := given.keys() - self.weights(x.shape).keys():
            raise TypeError(f"mixture has no weight {min(unknown)}")
        shares = gates(xp, product(x, gate, gate_bias), self.active)
        y = None
        for expert in range(self.experts):
            part = self.expert(xp, x, {name: array[expert] for name, array in given.items()})
            part = part * shares[..., expert:expert + 1]
            y = part if y is None else y + part
        assert y is not None
        return y

    def expert(self, xp: Arrays, x: Array, given: dict[str, Array]) -> Array:
        """One expert's layers on every token."""
        own = {name: {} for name in names(self.layers)}  # type: dict[str, dict[str, Array]]
        for name, weight, _ in self.parts(x.shape):
            own[name][weight] = given[f"{name}_{weight}"]
        for name, op in zip(own, operators(self.layers), strict=True):
            x = op.forward(xp, x, **own[name])
        return x

    def summary(self, x: Shape) -> str:
        return f"{self.active} of {self.experts} experts for each token"


def _token_by_token(op: Op, x: Shape, output: Shape) -> bool:
    """True where a token is read by itself alone."""
    (reads,) = op.reads(output, x)
    return len(output) == 3 and reads[:2] == (Along(0), Along(1))
