"""Record how archcalc's receptive fields compare with sets of pixels, arrays of pixels, and gradients in PyTorch.

    python3.11 -m venv oracle && . oracle/bin/activate
    pip install torch==2.13.0 --extra-index-url https://download.pytorch.org/whl/cpu
    pip install -e .
    python tests/oracle/receptive_fields.py             # all three, some hours on one core
    python tests/oracle/receptive_fields.py gradients   # the gradients alone; without torch they are left as they are
    python tests/oracle/receptive_fields.py gradients resnet50 unet

`receptive_fields.json` holds, for `networks` and `values`, the figures of tests/support/seen_pixels.py and
seen_values.py over 10,000 random networks each. For `gradients` it holds, of every bundled network, the image along
one axis, the layers whose fields were compared, how many of those were cut by the image's border, what differs, and
some of the fields that were not cut, which a test replays.

How gradients are found: a network is run along one axis by an interpreter of its own in torch, with positive weights
and without norms and activations (which are pointwise), so that no path cancels: a window is a sum of its places, a
maximum too, as each of its places may be the largest. The image is made larger than the file's, so that fields lie
within it, where nothing in the network reads a whole map; else a field is compared as far as the image goes. Of every
layer, each place among the middle ones has a gradient, whose pixels that are not 0 are the field; the widest is the
figure. As it goes backward, a gradient is set to 1 wherever it is not 0, so that none of a thousand layers makes it
vanish. Vectors and tokens have no axis of the image, and are left out, with all that reads them.
"""

import json
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

FILE = Path(__file__).parent / "receptive_fields.json"
COUNT = 10_000
MIDDLE, ALIKE = 64, 8
"""So many middle places of a layer have their gradients looked at, but no more than a third of them: places behind an
enlargement differ, others are alike."""
KEPT = 8
"""So many fields of a network are recorded, the last one and others evenly before it."""
MOST_LAYERS, ONE_OF = 2000, 20
"""Of a network with more layers, one in so many is looked at: the time grows with their square."""
LARGEST = 8192
"""No image is larger than this."""


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
    return torch.nn.functional.pad(y, (-op.cuts()[0], size + op.cuts()[0] - y.shape[-1]))


def _windows(torch, op, x, size):
    """Sums over the blocks of a window attention: all that a place's block has, zeros after the end."""
    block = op.size[0]
    shift = op.shift[0] if x.shape[-1] > block else 0
    numbers = (torch.arange(x.shape[-1]) - shift).div(block, rounding_mode="floor")
    return x @ (numbers[:, None] == numbers[None]).to(x.dtype)


def _everything(torch, op, x, size):
    return x.sum(-1, keepdim=True).expand(*x.shape[:-1], size)


def _pad(torch, op, x, size):
    return torch.nn.functional.pad(x, (op.sides[0], size - op.sides[0] - x.shape[-1]), "constant" if op.mode == "zeros" else op.mode)


def _crop(torch, op, x, size):
    first = op.cut((1, 1, x.shape[-1], x.shape[-1]))[0]
    return x[..., first:first + size]


def _reduce(torch, op, x, size):
    return _everything(torch, op, x, size) if 2 in op.axes else x


WINDOWS = {"conv", "table_conv", "max_pool", "avg_pool", "subsample"}
RULES = {
    **dict.fromkeys(WINDOWS, _window), "reduce": _reduce, "conv_transpose": _conv_transpose, "window_attention": _windows, "pad": _pad, "crop": _crop,
    "pixel_shuffle": lambda torch, op, x, size: x.repeat_interleave(op.factor, -1),
    **dict.fromkeys(("global_avg_pool", "global_max_pool", "instance_norm", "group_norm"), _everything),  # of the whole map's statistics
    "adaptive_avg_pool": lambda torch, op, x, size: torch.nn.functional.adaptive_avg_pool1d(x, size),
    "upsample": lambda torch, op, x, size: torch.nn.functional.interpolate(
        x, size, mode=op.mode.removeprefix("bi"), align_corners=op.corners if op.blends else None),
    "merge_patches": lambda torch, op, x, size: torch.nn.functional.pad(x, (0, size * op.factor - x.shape[-1])).unflatten(-1, (size, op.factor)).sum(-1),
}
JOINS = {"add", "concat", "multiply", "arithmetic"}
SAME = {"relu", "relu6", "silu", "hard_swish", "hard_sigmoid", "sigmoid", "tanh", "gelu", "leaky_relu", "softmax", "dropout", "batch_norm", "layer_norm",
        "lrn", "prelu", "layer_scale", "channel_shuffle", "slice", "identity", "elementwise"}


ENLARGING = {"conv_transpose", "upsample", "pixel_shuffle"}


def _present(gradient):
    return (gradient != 0).to(gradient.dtype)


def forward(torch, graph, x):
    """The volume of every node along its height, each place being a number: (1, 1, h). Vectors are left out."""
    values = {}
    for i, node in enumerate(graph.nodes):
        if len(node.shape) != 4:
            continue
        if not node.inputs:
            values[i] = x
            continue
        if not values.keys() >= {*node.inputs}:  # it reads tokens or vectors, or what reads them
            continue
        inputs, size = [values[j] for j in node.inputs], node.shape[2]
        if node.op.kind in JOINS:
            value = sum(each.expand(1, 1, size) for each in inputs)
        elif node.op.kind in SAME or (node.op.kind == "select" and node.op.axis == 1):
            values[i] = inputs[0]
            continue
        else:
            value = RULES[node.op.kind](torch, node.op, inputs[0], size)
        # only which places are 0 matters: sums do not grow out of the numbers
        values[i] = value / value.detach().max().clamp_min(1e-30)
        values[i].register_hook(_present)
        assert values[i].shape[-1] == size, node.name
    return values


def _of_size(name, channels, size):
    """A bundled network on a square image, or None where its attributes allow none of that size."""
    from archcalc import ArchcalcError, build, load

    try:
        return build(load(name, input_size=f"{channels}x{size}x{size}"))
    except ArchcalcError:
        return None


def _told(graph):
    from archcalc.counting.columns import receptive_field

    return [told["size"][0] if told else 0 for told, *_ in receptive_field.cells(graph)]


def _larger(name):
    """A bundled network on an image that is larger than its fields where its attributes allow one."""
    from archcalc import build

    own = graph = build(name)
    if len(own.nodes[0].shape) != 4:
        return own
    channels = own.nodes[0].shape[1]
    for size in (1021, 1024, 736, 600):
        if larger := _of_size(name, channels, size):
            graph = larger
            break
    largest = max(told for told, node in zip(_told(graph), graph.nodes, strict=True) if len(node.shape) == 4)
    wanted = min(LARGEST, (largest + 1000) // 64 * 64)
    return (wanted > graph.nodes[0].shape[2] and _of_size(name, channels, wanted)) or graph


def widest_gradient(torch, value, x, most):
    """The widest field among the middle places of a layer, and whether all of them lie within the image."""
    size = value.shape[-1]
    count = min(most, max(1, size // 3))
    middle = range((size - count) // 2, (size - count) // 2 + count)
    wanted = torch.zeros(len(middle), 1, 1, size, dtype=x.dtype)
    for row, place in enumerate(middle):
        wanted[row, 0, 0, place] = 1
    gradients, = torch.autograd.grad(value, x, wanted, retain_graph=True, is_grads_batched=True)
    widest, inside = 0, True
    for gradient in gradients:
        pixels = gradient[0, 0].nonzero()
        if len(pixels):
            first, last = int(pixels[0]), int(pixels[-1])
            inside = inside and first > 0 and last < x.shape[-1] - 1
            widest = max(widest, last - first + 1)
    return widest, inside


def compared_by_gradients(name):
    """The image, the layers compared, those cut by its border, those that differ, as told and found; and some fields."""
    torch = import_module("torch")

    graph = _larger(name)
    found = {"image": 0, "layers": 0, "cut": 0, "differing": [], "fields": {}}
    if not any(len(node.shape) == 4 for node in graph.nodes):
        return found
    found["image"] = graph.nodes[0].shape[2]
    fields = {}
    x = torch.ones(1, 1, found["image"], dtype=torch.float32, requires_grad=True)
    most = MIDDLE if ENLARGING & {node.op.kind for node in graph.nodes} else ALIKE
    values = forward(torch, graph, x)
    every = range(len(graph.nodes) - 1, -1, -(ONE_OF if len(graph.nodes) > MOST_LAYERS else 1))
    for (i, node), told in zip(enumerate(graph.nodes), _told(graph), strict=True):
        if i not in every or i not in values or not node.inputs:
            continue
        if graph.nodes[node.inputs[0]].shape == node.shape and node.op.kind in SAME:
            continue
        widest, inside = widest_gradient(torch, values[i], x, most)
        found["layers"] += 1
        found["cut"] += not inside
        if inside:
            fields[node.name] = widest
        # where a field reaches an edge, padding that it reads beyond is counted, and gradients end there
        if told != widest if inside else told < widest:
            found["differing"].append([node.name, told, widest])
    step = -(-len(fields) // KEPT) or 1
    found["fields"] = dict([*fields.items()][::-step])
    return found


def gradients(names, before):
    """The comparison of every network, or of those that are named, and the differences of all."""
    from archcalc.loading.library import names as bundled

    networks = {name: found for name, found in before.get("networks", {}).items() if name in bundled()}
    for name in names or bundled():
        networks[name] = compared_by_gradients(name)
        print(name, networks[name], flush=True)
        yield {"networks": dict(sorted(networks.items())), "layers": sum(each["layers"] for each in networks.values()),
               "differences": sum(len(each["differing"]) for each in networks.values())}


def written(recorded):
    """The record, a network of the gradients in one line."""
    networks = recorded.get("gradients", {}).get("networks", {})
    lines = ",\n".join(f"   {json.dumps(name)}: {json.dumps(found)}" for name, found in networks.items())
    short = recorded | {"gradients": recorded.get("gradients", {}) | {"networks": "LINES"}}
    return json.dumps(short, indent=1).replace('"LINES"', f"{{\n{lines}\n  }}") + "\n"


def main(wanted):
    """Record what is wanted, or all."""
    import seen_pixels
    import seen_values

    recorded = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    first, names = wanted[:1], wanted[1:]
    ways = {"networks": lambda: [seen_pixels.main(COUNT)], "values": lambda: [seen_values.main(COUNT)],
            "gradients": lambda: gradients(names, recorded.get("gradients", {}))}
    for way in first or ways:
        if way == "gradients" and find_spec("torch") is None:
            print("gradients: torch is not installed; they stay as they are")
            continue
        for found in ways[way]():
            recorded[way] = found
            FILE.write_text(written(recorded), "utf-8")
    print({name: each["differences"] for name, each in recorded.items()})


if __name__ == "__main__":
    main(sys.argv[1:])
