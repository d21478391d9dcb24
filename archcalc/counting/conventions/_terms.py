"""Terms, and the traits of operators, that several conventions share.

A convention selects by trait what a tool counts as a kind of thing, and by name what it knows by name.
"""

from archcalc.counting.convention import Doubt, Term

CONVOLUTION = frozenset({"convolution"})
MATRICES = frozenset({"convolution", "linear"})
NORMS = frozenset({"normalises"})
BATCH_NORM = frozenset({"running-statistics"})
MODULES = frozenset({"module"})
"""What PyTorch writes as modules that hold parameters; attention holds its own, and other parameters stand free."""

AVERAGES = frozenset({"averages"})
WINDOW_POOLING = frozenset({"window-pooling"})
"""The averages that are no windows' are PyTorch's adaptive average pooling, of which global pooling is the case 1x1."""

LRN = frozenset({"lrn"})
RECURRENT = frozenset({"recurrent"})
_BESIDE_PRODUCTS = {1: "rnn", 7: "gru", 10: "lstm"}
STEPS = (*(Term("steps", "unit_steps", frozenset({kind}), factor=factor) for factor, kind in _BESIDE_PRODUCTS.items()),
         Term("biases", "biases_of_steps", RECURRENT), Term("narrowing products", "macs_projected", factor=-1))
"""What ptflops and those after it count in a recurrent step besides its products; they pass over a projection."""

STATE_BESIDE = Term("states", "states", RECURRENT)
"""PyTorch's recurrent layers give the state at the end besides their outputs."""
LOSS = frozenset({"loss"})
LOSS_LEFT_OUT = Doubt("a softmax at the end counts nothing here: PyTorch's networks leave it to the loss",
                      LOSS, "outputs_of_loss")
RARE_RESIZING = Doubt("enlarging counts as on images, by the nearest or by two: other modes are not seen, or have "
                      "rules of their own", measure="outputs_resized_rarely")

WITHOUT_ARITHMETIC = frozenset({"reshape", "token", "input"})

PARAMETERS = (Term("weights", "weights"), Term("biases", "biases"), Term("scale and shift", "affine"))
PRODUCTS = (Term("products", "macs"),)
WEIGHT_PRODUCTS = (Term("products", "macs_of_weights"),
                   Term("products", "macs_paired", frozenset({"written-out"})))
"""Products with weights, and those written as matrix products: torchvision's of windows, not of whole attention."""

BIASES = (Term("biases", "outputs_biased"),)
