"""Operators over a grid of attributes, and as their own examples have them: what contract, kernels and oracles are tested with.

An operator needs no place in the grid, which holds what was recorded of PyTorch: its docstring's example is a case as well.
"""

from doctest import DocTestParser
from itertools import product

from archcalc.base.axis_order import Signal
from archcalc.base.errors import Refused
from archcalc.language.text.document import parse
from archcalc.operators import find, kinds
from archcalc.operators.given_attributes import parse_attribute

VOLUME, TOKENS, VECTOR = (2, 12, 9, 7), (2, 6, 12), (3, 12)
SIGNAL, CLIP = Signal((2, 12, 23)), (2, 12, 5, 7, 6)
"""Channels over one axis and over three; a volume's are two."""
KERNELS = [(1, 1), (3, 3), (2, 3), (5, 1), (4, 4)]
PADDINGS = [(0, 0, 0, 0), (1, 1, 1, 1), (0, 2, 1, 0), "same"]


def _grid(kind, shapes, **values):
    """The operator `kind` with every combination of attributes, on every list of shapes; what is refused is left out."""
    for combination, inputs in product(product(*values.values()), shapes):
        op = find(kind)(**dict(zip(values, combination, strict=True)))
        try:
            op = op.settled(*inputs)
            op.output(*inputs)
        except Refused:
            continue
        yield op, inputs


def _chain(steps):
    return parse_attribute(find("mixture"), "layers", parse(f"[{', '.join(steps)}]", "steps").root.plain())


def _windows(kind, **more):
    return _grid(kind, [[VOLUME]], kernel=[(2, 2), (3, 3), (3, 2)], stride=[(1, 1), (2, 2), (3, 2)],
                 padding=[(0, 0, 0, 0), (1, 1, 1, 1), (0, 1, 1, 0), "same"], ceil=[False, True], **more)


def _activations(*kinds, **values):
    for kind in kinds:
        yield from _grid(kind, [[VOLUME], [TOKENS], [VECTOR]], **values)


def _recurrent(kind, **more):
    """Layers and directions, on tokens, without a state and with one."""
    for layers, both, wanted in ((1, False, "sequence"), (1, True, "state"), (2, False, "last"), (2, True, "sequence"), (2, True, "all")):
        for op, _ in _grid(kind, [[TOKENS]], units=[8], layers=[layers], bidirectional=[both], output=[wanted], **more):
            yield op, [TOKENS]
            if layers == 2:
                yield op, [TOKENS, op.replace(output="state").output(TOKENS)]


OTHER_AXES = [
    *_grid("conv", [[SIGNAL]], filters=[6, 24], kernel=[(1,), (3,), (4,)], stride=[(1,), (2,)], padding=[(0, 0), (1, 1), (0, 2), "same"],
           dilation=[(1,), (2,)], groups=[1, 3, 12]),
    *_grid("conv", [[CLIP]], filters=[6], kernel=[(1, 1, 1), (3, 3, 3), (3, 1, 2)], stride=[(1, 1, 1), (2, 1, 3)],
           padding=[(0,) * 6, (1,) * 6, (0, 1, 1, 0, 2, 0), "same"], dilation=[(1, 1, 1), (1, 2, 1)], groups=[1, 3]),
    *_grid("conv_transpose", [[SIGNAL]], filters=[6], kernel=[(2,), (4,)], stride=[(1,), (3,)], padding=[(0, 0), (1, 0), "same"],
           output_padding=[(0,), (1,)], dilation=[(1,), (2,)], groups=[1, 3]),
    *_grid("conv_transpose", [[CLIP]], filters=[6], kernel=[(2, 2, 2), (1, 3, 4)], stride=[(1, 1, 1), (2, 1, 3)],
           padding=[(0,) * 6, (0, 0, 1, 0, 1, 1), "same"], output_padding=[(0, 0, 0), (1, 0, 2)], groups=[1, 3], bias=[True, False]),
    *(case for kind in ("max_pool", "avg_pool") for case in (
        *_grid(kind, [[SIGNAL]], kernel=[(2,), (5,)], stride=[(1,), (3,)], padding=[(0, 0), (1, 1), (0, 1), "same"], ceil=[False, True]),
        *_grid(kind, [[CLIP]], kernel=[(2, 2, 2), (1, 3, 2)], stride=[(2, 2, 2), (1, 2, 3)],
               padding=[(0,) * 6, (0, 0, 1, 0, 0, 1), "same"], ceil=[False, True]))),
    *_grid("max_pool", [[SIGNAL]], kernel=[(2,), (4,)], stride=[(1,), (3,)], padding=[(0, 0), (2, 2), "same"], ceil=[False, True], dilation=[(3,)]),
    *_grid("max_pool", [[CLIP]], kernel=[(2, 1, 3)], stride=[(1, 2, 2)], padding=[(0,) * 6, (0, 0, 0, 0, 1, 2)], dilation=[(2, 1, 2)]),
    *_grid("avg_pool", [[SIGNAL]], kernel=[(3,)], stride=[(2,)], padding=[(1, 1)], ceil=[False, True], count_padding=[False]),
    *_grid("avg_pool", [[CLIP]], kernel=[(2, 3, 3)], stride=[(2, 2, 3)], padding=[(1, 1, 1, 0, 0, 1)], ceil=[True], count_padding=[False]),
    *(case for kind in ("adaptive_avg_pool", "adaptive_max_pool") for case in (
        *_grid(kind, [[SIGNAL]], output=[(1,), (4,), (23,)]), *_grid(kind, [[CLIP]], output=[(1, 1, 1), (2, 3, 4), (5, 7, 2)]))),
    *(case for kind in ("global_avg_pool", "global_max_pool", "to_tokens", "flatten") for case in _grid(kind, [[SIGNAL], [CLIP]])),
    *(case for kind in ("batch_norm", "instance_norm", "layer_norm") for case in _grid(kind, [[SIGNAL], [CLIP]], affine=[True, False])),
    *_grid("batch_norm", [[TOKENS]], affine=[True]),
    *_grid("group_norm", [[SIGNAL], [CLIP]], groups=[1, 3, 12]), *_grid("lrn", [[SIGNAL], [CLIP]], size=[3, 4], alpha=[0.5]),
    *_grid("prelu", [[SIGNAL], [CLIP]], slopes=["one", "channels"]), *_grid("layer_scale", [[SIGNAL], [CLIP]]),
    *_grid("softmax", [[SIGNAL], [CLIP]], axis=[0, 2]), *_grid("dropout", [[SIGNAL], [CLIP]]), *_grid("relu", [[SIGNAL], [CLIP]]),
    *_grid("pad", [[SIGNAL]], sides=[(1, 2)], channels=[0, 4]), *_grid("pad", [[CLIP]], sides=[(0, 1, 2, 0, 1, 1)]),
    *_grid("crop", [[SIGNAL]], sides=[(1, 2)]), *_grid("crop", [[CLIP]], sides=[(1, 0, 0, 2, 1, 1)]),
    *_grid("crop", [[SIGNAL]], size=[(10,)]), *_grid("crop", [[CLIP]], size=[(3, 4, 6)]),
    *_grid("upsample", [[SIGNAL]], scale=[(2,)], mode=["nearest", "linear"]), *_grid("upsample", [[SIGNAL]], size=[(30,)], mode=["nearest", "linear"]),
    *_grid("upsample", [[CLIP]], scale=[(2, 1, 3)], mode=["nearest", "trilinear"]),
    *_grid("upsample", [[CLIP]], size=[(3, 9, 8)], mode=["nearest", "trilinear"]),
    *_grid("upsample", [[SIGNAL]], scale=[(2,)], mode=["linear"], corners=[True]),
    *_grid("upsample", [[SIGNAL]], scale=[(1.5,), (0.3,)], mode=["nearest", "nearest-exact", "linear", "area"]),
    *_grid("upsample", [[SIGNAL]], size=[(30,), (8,)], mode=["nearest-exact", "area"]),
    *_grid("upsample", [[CLIP]], scale=[(1.4, 2, 0.5)], mode=["nearest", "nearest-exact", "trilinear", "area"]),
    *_grid("upsample", [[CLIP]], size=[(7, 4, 6)], mode=["nearest-exact", "area"]),
    *_grid("upsample", [[CLIP]], scale=[(2, 2, 2)], mode=["trilinear"], corners=[True]),
    *_grid("channel_shuffle", [[SIGNAL], [CLIP]], groups=[3]), *_grid("slice", [[SIGNAL], [CLIP]], channels=[(3, 5)]),
    *_grid("add", [[SIGNAL] * 2, [CLIP] * 2]), *_grid("concat", [[SIGNAL, Signal((2, 5, 23))], [CLIP] * 2]),
    *_grid("multiply", [[SIGNAL, Signal((2, 12, 1))], [(2, 12, 1, 1, 1), CLIP]]), *_grid("transpose", [[SIGNAL]], order=[(0, 2, 1)]),
    *_grid("select", [[SIGNAL]], axis=[2], places=[(1, 20)], step=[3]), *_grid("reduce", [[SIGNAL]], function=["mean"], axes=[(2,)], kept=[False, True]),
]
"""Operators on signals and on volumes of three axes, settled for them."""
def _unpoolings():
    """Unpoolings whose windows do not overlap: where they do, PyTorch leaves open which decides."""
    paddings = [(0, 0, 0, 0), (1, 1, 0, 0), "same"]
    for kernel, stride, padding, ceil in product([(2, 2), (3, 2)], [(2, 2), (3, 2), (4, 3)], paddings, [False, True]):
        op = find("max_unpool")(kernel=kernel, stride=stride, padding=padding, ceil=ceil)
        if kernel[0] <= stride[0]:
            yield op, [op.pooling.output(VOLUME), VOLUME]
    dilated = find("max_unpool")(kernel=(2, 2), stride=(4, 3), dilation=(3, 2), padding=(1, 1, 1, 1))
    yield dilated, [dilated.pooling.output(VOLUME), VOLUME]


GRID = [
    *_grid("conv", [[VOLUME]], filters=[6], kernel=KERNELS, stride=[(1, 1), (2, 2), (3, 1)], padding=PADDINGS,
           dilation=[(1, 1), (2, 1)], groups=[1, 3], bias=[True]),
    *_grid("conv", [[VOLUME]], filters=[12, 24], kernel=KERNELS, stride=[(1, 1), (2, 2)], padding=PADDINGS[1:],
           groups=[12], bias=[False]),
    *_grid("conv_transpose", [[VOLUME]], filters=[6], kernel=[(2, 2), (3, 3), (4, 3)], stride=[(1, 1), (2, 2), (3, 2)],
           padding=[(0, 0, 0, 0), (1, 1, 1, 1), (0, 1, 1, 0)], output_padding=[(0, 0), (1, 0)],
           dilation=[(1, 1), (2, 2)], groups=[1, 3], bias=[True, False]),
    *_grid("conv_transpose", [[VOLUME]], filters=[6], kernel=[(2, 2), (3, 3), (4, 4)], stride=[(2, 2), (3, 3)],
           padding=["same"]),
    *_windows("max_pool"), *_windows("avg_pool", count_padding=[True, False]),
    *_grid("max_pool", [[VOLUME]], kernel=[(2, 3), (3, 3)], stride=[(1, 2), (2, 1)], padding=[(0, 0, 0, 0), (2, 2, 2, 2), (0, 1, 2, 0), "same"],
           ceil=[False, True], dilation=[(2, 2), (3, 1)]),
    *_unpoolings(),
    *_grid("adaptive_avg_pool", [[VOLUME]], output=[(1, 1), (3, 3), (4, 7), (9, 5)]),
    *_grid("adaptive_max_pool", [[VOLUME]], output=[(1, 1), (3, 3), (4, 7), (9, 5)]),
    *_grid("global_avg_pool", [[VOLUME]]), *_grid("global_max_pool", [[VOLUME]]),
    *_grid("linear", [[TOKENS], [VECTOR]], units=[5], bias=[True, False]),
    *_grid("batch_norm", [[VOLUME], [VECTOR]], affine=[True, False], epsilon=[1e-5, 1e-3]),
    *_grid("instance_norm", [[VOLUME]], affine=[True, False]),
    *_grid("layer_norm", [[VOLUME], [TOKENS], [VECTOR]], affine=[True, False], epsilon=[1e-5, 1e-6]),
    *_grid("layer_norm", [[VOLUME], [TOKENS]], bias=[False]), *_grid("rms_norm", [[VOLUME], [TOKENS], [VECTOR]], affine=[True, False], epsilon=[2.0**-23, 1e-5]),
    *_grid("group_norm", [[VOLUME]], groups=[1, 3, 12], affine=[True, False]),
    *_grid("lrn", [[VOLUME]], size=[1, 3, 4, 5, 30], alpha=[1e-4, 0.5], k=[1.0, 2.0]),
    *_activations("relu", "relu6", "silu", "hard_swish", "hard_sigmoid", "sigmoid", "tanh"),
    *_activations("softmax", axis=[0, 1]), *_activations("clip", low=[-0.5], high=[2.0]),
    *_activations("elementwise", function=["abs", "ceil", "cos", "erf", "exp", "floor", "negate", "reciprocal", "sign", "sin",
                                           "softplus", "square"]),
    *_grid("arithmetic", [[VOLUME], [VOLUME, (2, 1, 9, 1)], [(2, 12, 1, 1), VOLUME], [TOKENS]],
           function=["add", "subtract", "multiply", "divide", "maximum", "minimum"], number=[2.0],
           turned=[False, True]),
    *_grid("arithmetic", [[VOLUME]], function=["add", "divide"], learned=[(12, 1, 1), (1, 12, 9, 7)]),
    *_grid("matmul", [[TOKENS, (2, 12, 5)], [(2, 3, 6, 4), (2, 3, 4, 6)], [(2, 3, 6, 4), (4, 5)]]),
    *_grid("einsum", [[TOKENS, TOKENS]], equation=["ntd,nsd->nts", "ntd,nsd->nst", "ntd,nse->nde", "ntd,nte->netd", "ntd,nse->nt"]),
    *_grid("einsum", [[VOLUME, (2, 12, 5)]], equation=["nchw,ncd->nhwd", "nchw,ncd->ndhw", "nchw,mcd->ndhwm"]),
    *_grid("einsum", [[VOLUME]], equation=["nchw->nhwc", "nchw->nc"]),
    *_grid("reduce", [[VOLUME], [TOKENS]], function=["mean", "sum", "max", "min"], axes=[(1,), (1, 2)],
           kept=[False, True]),
    *_grid("transpose", [[VOLUME]], order=[(0, 2, 3, 1), (1, 0, 3, 2)]), *_grid("transpose", [[TOKENS]], order=[(0, 2, 1)]),
    *_grid("regroup", [[VOLUME]], shape=[(6, 4, 63), (24, 63)]),
    *_grid("select", [[VOLUME]], axis=[0, 1, 3], places=[(0, 2), (1, 7)], step=[1, 2]),
    *_grid("gather", [[VOLUME]], axis=[0, 1, 3], index=[(0,), (1, 0, 1, 1)]), *_grid("gather", [[TOKENS]], index=[(5, 2)]),
    *_grid("where", [[VOLUME] * 3, [(2, 1, 9, 7), VOLUME, VOLUME], [VOLUME, (12, 1, 1), (2, 12, 1, 1)], [TOKENS] * 3]),
    *_grid("embedding", [[VECTOR], [TOKENS]], entries=[20], features=[8]),
    *_activations("gelu", approximation=["none", "tanh"]), *_activations("elu", "leaky_relu", slope=[0.1, 1.5]),
    *_activations("glu", activation=["sigmoid", "silu", "gelu"]),
    *_grid("rotary", [[TOKENS], [(2, 3, 6, 4)]], base=[10000.0, 50.0], heads=[1, 2, 3]),
    *_activations("dropout", "identity", "layer_scale"), *_activations("prelu", slopes=["one", "channels"]),
    *_activations("standardize", counter=[False, True]),
    *_grid("standardize", [[(2, 3, 9, 7)], [(2, 3)]], means=[(1.0, -2.0, 0.5)], variances=[(1.0, 0.25, 0.0)]),
    *_activations("flatten"), *_grid("reshape", [[VOLUME]], shape=[(63, 12), (756,)]),
    *_grid("pad", [[VOLUME]], sides=[(0, 0, 0, 0), (1, 2, 0, 3)], channels=[0, 4]),
    *_grid("pad", [[VOLUME]], sides=[(1, 2, 0, 3), (8, 8, 6, 6)], channels=[0, 4], mode=["reflect", "replicate", "circular"]),
    *_grid("crop", [[VOLUME]], sides=[(1, 2, 0, 3)]), *_grid("crop", [[VOLUME]], size=[(4, 4), (9, 7), (8, 5)]),
    *_grid("upsample", [[VOLUME]], scale=[(2, 2), (3, 1)], mode=["nearest", "bilinear"]),
    *_grid("upsample", [[VOLUME]], scale=[(2, 2)], size=[(0, 0)], mode=["bilinear"], corners=[True]),
    *_grid("upsample", [[VOLUME]], size=[(13, 8), (18, 21), (5, 5)], mode=["nearest", "bilinear"]),
    *_grid("upsample", [[VOLUME]], size=[(13, 8), (18, 21), (5, 5), (1, 1)], mode=["nearest-exact", "bicubic", "area"]),
    *_grid("upsample", [[VOLUME]], size=[(13, 8), (5, 5), (1, 1)], mode=["bicubic"], corners=[True]),
    *_grid("upsample", [[VOLUME]], scale=[(2, 2), (3, 1), (1.5, 0.7), (2.3, 2.3)], mode=["nearest-exact", "bicubic", "area"]),
    *_grid("upsample", [[VOLUME]], scale=[(1.5, 0.7), (2.3, 2.3)], mode=["nearest", "bilinear"], corners=[False, True]),
    *_grid("roi_align", [[VOLUME, (2, 5, 4)]], size=[(3, 3), (2, 4)], spatial_scale=[1.0, 3.0], sampling_ratio=[0, 1, 2], aligned=[False]),
    *_grid("roi_align", [[VOLUME]], size=[(3, 3), (9, 2)], regions=[2], sampling_ratio=[0, 1, 2], aligned=[False, True]),
    *_grid("pixel_shuffle", [[VOLUME]], factor=[1, 2]), *_grid("channel_shuffle", [[VOLUME]], groups=[1, 3, 4]),
    *_grid("slice", [[VOLUME]], channels=[(0, 12), (3, 5)]), *_grid("merge_patches", [[VOLUME]], factor=[1, 2, 3]),
    *_grid("add", [[VOLUME] * 2, [TOKENS] * 3]), *_grid("concat", [[VOLUME], [VOLUME, (2, 5, 9, 7)], [TOKENS] * 3]),
    *_grid("concat", [[VOLUME, VOLUME]], axis=[0, 2, 3]),
    *_grid("multiply", [[VOLUME] * 3, [VOLUME, (2, 12, 1, 1)], [(2, 12, 1, 1), VOLUME], [VECTOR] * 2]),
    *_grid("to_tokens", [[VOLUME]]), *_grid("class_token", [[TOKENS]]), *_grid("positions", [[TOKENS]], entries=[0, 9]), *_grid("positions", [[TOKENS]], sinusoidal=[True]),
    *_grid("token", [[TOKENS]], index=[0, 5]), *_grid("attention", [[TOKENS]], heads=[1, 3, 4], bias=[True, False]),
    *_grid("attention", [[TOKENS]], heads=[4], mask=["none", "causal"], window=[0, 3]),
    *_grid("attention", [[TOKENS]], heads=[6], kv_heads=[2, 1], causal=[True, False], bias=[True, False, ("q", "v")]),
    *_grid("attention", [[TOKENS]], heads=[2], kv_heads=[2, 1], head_width=[4, 0], output=[8, 0], window=[0, 2], rotary=[100.0]),
    *_grid("attention", [[TOKENS], [TOKENS, (2, 5, 12)], [TOKENS, (2, 7, 8)]], heads=[3], bias=[True, ("q", "v", "proj")], position_bias=["none", "relative"]),
    *_grid("attention", [[TOKENS]], heads=[3], causal=[True], window=[0, 4], position_bias=["relative"]),
    *_grid("attention", [[(2, 4, 6, 12)], [(2, 2, 3, 6, 12)], [(2, 4, 6, 12), (2, 4, 5, 8)]], heads=[3], bias=[True, False]),
    *_grid("attention", [[(2, 2, 3, 6, 12)]], heads=[6], kv_heads=[2], causal=[True], rotary=[0, 100.0], position_bias=["none", "relative"]),
    *_grid("mixture", [[TOKENS]], experts=[5], active=[1, 2], bias=[True, False],
           layers=[_chain(["linear: {units: 8}", "gelu", "layer_norm", "linear: {units: 12}"]), _chain(["linear: {units: 6, bias: false}", "glu: {activation: silu}"])]),
    *_grid("dot_product_attention", [[(2, 4, 6, 8)] * 3, [(2, 6, 8), (2, 5, 8), (2, 5, 3)], [(2, 3, 4, 6, 8), (2, 3, 2, 5, 8), (2, 3, 2, 5, 7)]],
           scale=[0.0, 0.5], causal=[True, False], window=[0, 3]),
    *_grid("dot_product_attention", [[(2, 4, 6, 8)] * 3 + [(6, 6)], [(2, 6, 8), (2, 5, 8), (2, 5, 3), (2, 1, 5)]], causal=[True, False]),
    *_grid("window_attention", [[VOLUME]], heads=[3], size=[(3, 3), (3, 2), (9, 7)], shift=[(0, 0), (1, 1), (2, 0)],
           bias=[True, False]),
    *_recurrent("lstm", bias=[True, False], projection=[0, 5]), *_recurrent("gru", reset=["after", "before"]),
    *_recurrent("rnn", activation=["tanh", "relu"]),
    *_grid("lstm", [[TOKENS]], units=[5], biases=[1], output=["last"]), *_grid("gru", [[TOKENS]], units=[5], biases=[1], reset=["after", "before"]),
    *_grid("rnn", [[TOKENS]], units=[5], biases=[1]), *_grid("lstm", [[TOKENS]], units=[5], layers=[2], dropout=[0.25]), *_grid("gru", [[TOKENS]], units=[5], bias=[False]),
    *_grid("subsample", [[VOLUME]], kernel=[(2, 2), (3, 2)]),
    *_grid("table_conv", [[VOLUME]], kernel=[(5, 5), (3, 1)], connections=[((0, 1, 2), (3, 11), (5,))],
           bias=[True, False]),
    *_grid("rbf", [[VECTOR]], units=[4]), *_grid("input", [[]], shape=[(3, 8, 8), (5, 4), (7,)]),
    *_grid("side_input", [[]], shape=[(2,), (2, 1, 8)]),
    *OTHER_AXES,
]
"""Operators with the shapes of their inputs."""


class Asked:
    """An operator that keeps the shapes for which its rules are asked."""

    def __init__(self, op, cases):
        self.op, self.cases = op, cases

    def __getattr__(self, name):
        rule = getattr(self.op, name)

        def asked(*shapes):
            self.cases.append((self.op, list(shapes[name == "cost":])))
            return rule(*shapes)

        return asked if name in {"output", "weights", "cost", "window"} else rule


def documented(op):
    """The cases of the example in an operator's docstring, each once."""
    cases = []
    names = {op.__name__: lambda **attributes: Asked(op(**attributes), cases)}
    for example in DocTestParser().get_examples(op.__doc__ or ""):
        exec(compile(example.source, op.__name__, "exec"), names)
    return list({label(case): case for case in cases}.values())


def label(case):
    op, shapes = case
    attributes = ",".join(f"{name}={value}" for name, value in op.attributes.items())
    return f"{op.kind}({attributes})-{'+'.join('x'.join(map(str, shape)) for shape in shapes)}".replace(" ", "")


DOCUMENTED = [case for kind in kinds() for case in documented(find(kind))]
"""The operators of all examples."""
