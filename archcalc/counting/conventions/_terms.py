"""Terms and groups of operators that several conventions share."""

from archcalc.counting.convention import Term

CONVOLUTION = frozenset({"convolution"})
MATRICES = frozenset({"convolution", "linear"})
BATCH_NORM = frozenset({"batch_norm"})
OTHER_NORMS = frozenset({"layer_norm", "group_norm", "instance_norm"})
NORMS = BATCH_NORM | OTHER_NORMS
MODULES = frozenset({*MATRICES, *NORMS, "prelu"})
"""What PyTorch writes as modules that hold parameters; attention holds its own, and other parameters stand free."""

WHOLE_IMAGE = frozenset({"global_avg_pool", "adaptive_avg_pool"})
"""PyTorch's adaptive average pooling, of which global pooling is the case 1x1."""

SOFTMAX = frozenset({"softmax"})
"""PyTorch's networks end in scores: softmax belongs to the loss."""

WITHOUT_ARITHMETIC = frozenset({"reshape", "token", "input"})

PARAMETERS = (Term("weights", "weights"), Term("biases", "biases"), Term("scale and shift", "affine"))
PRODUCTS = (Term("products", "macs"),)
WEIGHT_PRODUCTS = (Term("products", "macs_of_weights"),
                   Term("products", "macs_paired", frozenset({"window_attention"})))
"""Products with weights, and those that torchvision writes as matrix products: of windows, not of whole attention."""

BIASES = (Term("biases", "outputs_biased"),)
