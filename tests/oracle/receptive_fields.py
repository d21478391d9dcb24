"""Record how archcalc's receptive fields compare with sets of pixels, arrays of pixels, and gradients in PyTorch.

    python3.11 -m venv oracle && . oracle/bin/activate
    pip install torch==2.13.0 --extra-index-url https://download.pytorch.org/whl/cpu
    pip install -e .
    python tests/oracle/receptive_fields.py             # all three, about half an hour on one core
    python tests/oracle/receptive_fields.py gradients   # the gradients alone; without torch they are left as they are

`receptive_fields.json` holds, for `networks` and `values`, the figures of tests/support/seen_pixels.py and
seen_values.py over 10,000 random networks each. For `gradients` it holds the layers of bundled networks, one or two of
a family, whose fields were compared, and what differs.

How gradients are found: a network is run along one axis by an interpreter of its own in torch, with positive weights
and without norms and activations (which are pointwise), so that no path cancels: a window is a sum of its places, a
maximum too, as each of its places may be the largest. The image is made larger than the file's, so that fields lie
within it, where nothing in the network reads a whole map; else a field is compared as far as the image goes. Of every
layer, each place among the middle ones has a gradient, whose pixels that are not 0 are the field; the widest is the
figure.
"""

import json
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

FILE = Path(__file__).parent / "receptive_fields.json"
COUNT = 10_000
NETWORKS = ("alexnet", "vgg16", "unet", "lenet5_1998", "googlenet", "resnet50", "resnet18_a", "densenet121", "inception_v4", "mobilenet_v2",
            "mobilenet_v3_small", "efficientnet_b0", "se_resnet50", "nasnet_mobile", "shufflenet_v1", "squeezenet1_0", "darknet53",
            "vgg16_torchvision", "convnext_tiny", "swin_t", "vit_b16", "xception", "regnety_200mf")
MIDDLE = 64
"""So many middle places of a layer have their gradients looked at."""


def _window(torch, op, x, size):
    """Sums over windows along one axis, with padding; a kernel may be dilated."""
    kernel, stride = op.kernel[0], getattr(op, "stride", op.kernel if op.kind == "subsample" else (1, 1))[0]
    dilation = getattr(op, "dilation", (1, 1))[0]
    window = op.window((1, 1, x.shape[-1], x.shape[-1]))
    before = window.padding[0]
    after = max(0, (size - 1) * stride + dilation * (kernel - 1) + 1 - before - x.shape[-1])
    padded = torch.nn.functional.pad(x, (before, after))
    return torch.nn.functional.conv1d(padded, torch.ones(1, 1, kernel, dtype=x.dtype), None, stride, 0, dilation)[..., :size]


def _conv_transpose(torch, op, x, size):
    y = torch.nn.functional.conv_transpose1d(x, torch.ones(1, 1, op.kernel[0], dtype=x.dtype), None, op.stride[0], 0, 0, 1, op.dilation[0])
    return torch.nn.functional.pad(y, (-op.cut(0), size + op.cut(0) - y.shape[-1]))


def _windows(torch, op, x, size):
    """Sums over the blocks of a window attention: all that a place's block has, zeros after the end."""
    block = op.size[0]
    shift = op.shift[0] if x.shape[-1] > block else 0
    numbers = (torch.arange(x.shape[-1]) - shift).div(block, rounding_mode="floor")
    return x @ (numbers[:, None] == numbers[None]).to(x.dtype)


def _everything(torch, op, x, size):
    return x.sum(-1, keepdim=True).expand(*x.shape[:-1], size)


def _pad(torch, op, x, size):
    return torch.nn.functional.pad(x, (op.sides[0], size - op.sides[0] - x.shape[-1]))


def _crop(torch, op, x, size):
    first = op.cut((1, 1, x.shape[-1], x.shape[-1]))[0]
    return x[..., first:first + size]


WINDOWS = {"conv", "table_conv", "max_pool", "avg_pool", "subsample"}
RULES = {
    **dict.fromkeys(WINDOWS, _window), "conv_transpose": _conv_transpose, "window_attention": _windows, "pad": _pad, "crop": _crop,
    **dict.fromkeys(("global_avg_pool", "global_max_pool"), _everything),
    "adaptive_avg_pool": lambda torch, op, x, size: torch.nn.functional.adaptive_avg_pool1d(x, size),
    "merge_patches": lambda torch, op, x, size: torch.nn.functional.pad(x, (0, size * op.factor - x.shape[-1])).unflatten(-1, (size, op.factor)).sum(-1),
}
JOINS = {"add", "concat", "multiply", "arithmetic"}
SAME = {"relu", "relu6", "silu", "hard_swish", "hard_sigmoid", "sigmoid", "tanh", "gelu", "leaky_relu", "softmax", "dropout", "batch_norm", "layer_norm",
        "lrn", "layer_scale", "channel_shuffle", "slice", "identity", "linear", "flatten", "to_tokens", "positions"}


def forward(torch, graph, x):
    """The volume of every node along its height, each place being a number: (1, 1, h). Vectors are left out."""
    values = {}
    for i, node in enumerate(graph.nodes):
        if len(node.shape) != 4:
            continue
        inputs, size = [values[j] for j in node.inputs], node.shape[2]
        if not inputs:
            values[i] = x
        elif node.op.kind in JOINS:
            values[i] = sum(each.expand(1, 1, size) for each in inputs)
        elif node.op.kind in SAME:
            values[i] = inputs[0]
        else:
            values[i] = RULES[node.op.kind](torch, node.op, inputs[0], size)
        # only which places are 0 matters: sums do not grow out of the numbers
        values[i] = values[i] / values[i].detach().max().clamp_min(1e-30)
        assert values[i].shape[-1] == size, node.name
    return values


def _larger(name):
    """A bundled network on an image that is larger than its fields where its attributes allow one."""
    from archcalc import build, load

    for size in (1021, 736, 600):
        try:
            return build(load(name, input_size=f"{size}x{size}"))
        except Exception:  # noqa: S112
            continue
    return build(load(name))


def compared_by_gradients(name):
    """For each layer the told field and the widest that gradients find, along the height; and those that differ."""
    torch = import_module("torch")
    from archcalc.counting.columns import receptive_field

    graph = _larger(name)
    x = torch.ones(1, 1, graph.nodes[0].shape[2], dtype=torch.float64, requires_grad=True)
    values, differing, count = forward(torch, graph, x), [], 0
    for (i, node), (told,) in zip(enumerate(graph.nodes), receptive_field.cells(graph), strict=True):
        if i not in values or not node.inputs or (graph.nodes[node.inputs[0]].shape == node.shape and node.op.kind in SAME):
            continue
        size = node.shape[2]
        middle = range(max(0, size // 2 - MIDDLE // 2), min(size, size // 2 + MIDDLE // 2))
        widest, inside = 0, True
        for place in middle:
            gradient, = torch.autograd.grad(values[i][0, 0, place], x, retain_graph=True)
            pixels = gradient[0, 0].nonzero()
            if len(pixels):
                first, last = int(pixels[0]), int(pixels[-1])
                inside = inside and first > 0 and last < x.shape[-1] - 1
                widest = max(widest, last - first + 1)
        count += 1
        # where a field reaches an edge, padding that it reads beyond is counted, and gradients end there
        if told["size"][0] != widest if inside else told["size"][0] < widest:
            differing.append([node.name, told["size"][0], widest])
    return count, differing


def gradients():
    """The layers compared of each network, and the differences."""
    layers, differing = {}, {}
    for name in NETWORKS:
        layers[name], found = compared_by_gradients(name)
        if found:
            differing[name] = found
        print(name, layers[name], found[:3], flush=True)
    return {"layers": layers, "differences": sum(map(len, differing.values())), "differing": differing}


def main(wanted):
    """Record what is wanted, or all."""
    import seen_pixels
    import seen_values

    recorded = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    ways = {"networks": lambda: seen_pixels.main(COUNT), "values": lambda: seen_values.main(COUNT), "gradients": gradients}
    for name in wanted or ways:
        if name == "gradients" and find_spec("torch") is None:
            print("gradients: torch is not installed; they stay as they are")
            continue
        recorded[name] = ways[name]()
        FILE.write_text(json.dumps(recorded, indent=1) + "\n", "utf-8")
    print({name: each["differences"] for name, each in recorded.items()})


if __name__ == "__main__":
    main(sys.argv[1:])
