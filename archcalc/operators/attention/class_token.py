"""A learned token, from which the class is read in the end."""

from archcalc.operators.operator import Array, Arrays, Op, Shape, Weight
from archcalc.operators.reading import Along, Reads, one_place
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import tokens


class ClassToken(Op):
    """One learned token, the same for every image, put before the others.

        input    (n, t, d)
        output   (n, t + 1, d)
        token    (d)

    No arithmetic. Source: Dosovitskiy et al. 2020, section 3.1 and equation 1, after Devlin et al. 2018 (BERT).

    >>> ClassToken().output((1, 196, 768))
    (1, 197, 768)
    """

    kind, traits = "class_token", {"token"}
    elsewhere = ("cls", "clstoken")
    keeps = NOTHING

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return ("cat",)

    def output(self, x: Shape) -> Shape:
        n, t, d = tokens("class_token", x)
        return n, t + 1, d

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {"token": Weight((x[2],))}

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return ((Along(0), Along(1, one_place(-1), range(1, output[1])), Along(2)),)

    def forward(self, xp: Arrays, x: Array, token: Array) -> Array:
        n, _, d = x.shape
        return xp.concatenate((xp.broadcast_to(token, (n, 1, d)), x), axis=1)

    def summary(self, x: Shape) -> str:
        return "one learned token"
