"""How the lecture's VGG table counts."""

from archcalc.counting import Memory, Params

memory = Memory(
    rule="the input and the outputs of conv, pool, linear, attention and LRN, once each; ReLU, batch norm, dropout, "
         "add and multiply are written in place, concat holds what its branches hold",
    source="CS231n, lecture 7 (2016): the rows of the VGG table",
    outputs=frozenset({"input", "convolution", "pooling", "linear", "attention", "lrn", "resize", "token"}),
)

params = Params(
    rule="weights alone, biases not counted",
    source="CS231n, lecture 7 (2016): \"not counting biases\"",
    roles=("weight",),
)
