"""Twenty networks: images, signals, clips and volumes, sequences, attention."""

from functools import cache

from student_mistakes.layers import Layer

IMAGE, TOKENS = "relu", ()
NETWORKS = {
    "lenet_like": ((1, 28, 28), ["conv c1 filters=6 kernel=5 padding=2", "relu", "avg_pool s2 kernel=2", "conv c3 filters=16 kernel=5", "max_pool s4 kernel=2",
                                 "flatten flat", "linear f5 units=120", "linear f6 units=84", "linear out units=10"]),
    "big_kernels": ((3, 227, 227), ["conv c1 filters=48 kernel=11 stride=4", "max_pool p1 kernel=3 stride=2", "conv c2 filters=128 kernel=5 padding=2",
                                    "max_pool p2 kernel=3 stride=2", "conv c3 filters=192 kernel=3 padding=1 groups=2", "global_avg_pool gap", "flatten flat",
                                    "linear fc units=100"]),
    "plain_cifar": ((3, 32, 32), ["conv a filters=32 kernel=3 padding=1 bias=false", "batch_norm bn_a", "relu", "conv b filters=64 kernel=3 stride=2 padding=1 bias=false",
                                  "batch_norm bn_b", "relu", "max_pool pool kernel=3 stride=2 ceil=true", "flatten flat", "linear scores units=10"]),
    "mobile": ((3, 96, 96), ["conv stem filters=24 kernel=3 stride=2 padding=1 bias=false", "batch_norm bn0", "conv dw1 filters=24 kernel=3 padding=1 groups=24 bias=false",
                             "conv pw1 filters=40 kernel=1 bias=false", "conv dw2 filters=40 kernel=5 stride=2 padding=2 groups=40", "conv pw2 filters=72 kernel=1",
                             "global_avg_pool gap", "flatten flat", "linear head units=30"]),
    "dilated": ((3, 65, 65), ["conv d1 filters=20 kernel=3 padding=1", "conv d2 filters=28 kernel=3 padding=2 dilation=2", "conv d4 filters=36 kernel=3 padding=3 dilation=4",
                              "max_pool p kernel=2 stride=2", "conv d5 filters=12 kernel=5 stride=2 dilation=2", "conv last filters=21 kernel=1"]),
    "wide_windows": ((4, 90, 120), ["conv w1 filters=18 kernel=7 stride=3 padding=2", "avg_pool w2 kernel=3 stride=1", "conv w3 filters=26 kernel=4 stride=2 padding=1",
                                    "max_pool w4 kernel=3", "flatten flat", "linear w5 units=64", "linear w6 units=5"]),
    "factored": ((16, 40, 56), ["conv row filters=32 kernel=1,7 padding=0,3", "conv column filters=48 kernel=7,1 padding=3,0", "conv mixed filters=20 kernel=3,5 stride=1,2",
                                "max_pool half kernel=2,3 stride=2,3", "flatten flat", "linear fc units=15"]),
    "resnext_like": ((3, 64, 64), ["conv stem filters=64 kernel=7 stride=2 padding=3 bias=false", "batch_norm bn", "relu", "max_pool pool kernel=3 stride=2 padding=1",
                                   "conv squeeze filters=32 kernel=1", "conv grouped filters=96 kernel=3 padding=1 groups=8", "conv grow filters=160 kernel=1 bias=false",
                                   "avg_pool mean kernel=4", "flatten flat", "linear fc units=200"]),
    "signal_raw": ((1, 8000), ["conv k1 filters=32 kernel=80 stride=4", "max_pool m1 kernel=4", "conv k2 filters=64 kernel=3 padding=1", "batch_norm n2", "max_pool m2 kernel=4",
                               "conv k3 filters=100 kernel=5 stride=2 bias=false", "global_avg_pool gap", "flatten flat", "linear fc units=12"]),
    "signal_dilated": ((6, 500), ["conv t1 filters=16 kernel=9 padding=4", "conv t2 filters=24 kernel=3 padding=2 dilation=2", "conv t3 filters=24 kernel=3 dilation=4 groups=24",
                                  "avg_pool t4 kernel=3 stride=2", "flatten flat", "linear t5 units=50"]),
    "clip": ((3, 16, 56, 56), ["conv v1 filters=32 kernel=3 padding=1", "max_pool v2 kernel=1,2,2", "conv v3 filters=64 kernel=3 stride=1,2,2 padding=1", "max_pool v4 kernel=2",
                               "flatten flat", "linear v5 units=101"]),
    "scan": ((1, 32, 48, 48), ["conv s1 filters=8 kernel=5 padding=2", "conv s2 filters=12 kernel=3 stride=2", "batch_norm sn", "avg_pool s3 kernel=2", "global_avg_pool gap",
                               "flatten flat", "linear s4 units=7"]),
    "words_lstm": ((80,), ["embedding words entries=5000 features=64", "lstm r units=96 output=last", "linear fc units=4"]),
    "words_bilstm": ((50,), ["embedding words entries=8000 features=100", "lstm bi units=72 bidirectional=true", "lstm top units=40 output=last biases=1", "linear fc units=6"]),
    "series_gru": ((60, 12), ["gru g units=48", "gru h units=30 bidirectional=true output=last", "linear fc units=1"]),
    "series_deep": ((24, 20), ["rnn simple units=36", "lstm deep units=28 layers=2", "lstm last units=16 bias=false output=last", "linear fc units=9"]),
    "encoder": ((64,), ["embedding words entries=3000 features=96", "attention att heads=6", "layer_norm ln", "linear up units=384", "relu", "linear down units=96"]),
    "decoder": ((128,), ["embedding words entries=4000 features=128", "attention att heads=8 kv_heads=2 bias=false", "layer_norm ln1", "linear up units=512 bias=false",
                         "linear down units=128 bias=false", "linear vocabulary units=4000"]),
    "tokens": ((49, 72), ["linear into units=60", "attention first heads=4", "attention second heads=5 bias=false", "layer_norm n", "linear out units=30"]),
    "deep_narrow": ((3, 50, 50), ["conv n1 filters=10 kernel=3", "relu", "conv n2 filters=14 kernel=3", "max_pool n3 kernel=2", "conv n4 filters=22 kernel=3 padding=1 stride=2",
                                  "conv n5 filters=22 kernel=2 stride=2", "flatten flat", "linear n6 units=33", "linear n7 units=11"]),
}


def value(text):
    """An attribute as Python holds it."""
    if "," in text:
        return tuple(map(int, text.split(",")))
    return {"true": True, "false": False}.get(text, int(text) if text.isdigit() else text)


@cache
def layers(network):
    """The layers of a network, shapes told."""
    shape, steps = NETWORKS[network]
    made = []
    for place, step in enumerate(steps):
        kind, *rest = step.split()
        name = rest.pop(0) if rest and "=" not in rest[0] else f"{kind}_{place}"
        made.append(Layer(kind, name, shape, {key: value(text) for key, text in (word.split("=") for word in rest)}))
        shape = made[-1].after
    return tuple(made)


def yaml(network):
    """The network as archcalc reads it."""
    shape = NETWORKS[network][0]
    lines = [f"title: {network}", f"input: [{', '.join(map(str, shape))}]", "layers:"]
    for layer in layers(network):
        given = [f"{key}: {list(one) if isinstance(one, tuple) else str(one).lower()}" for key, one in layer.given.items()]
        lines.append(f"  - {layer.kind}: {{{', '.join([f'name: {layer.name}', *given])}}}")
    return "\n".join(lines) + "\n"
