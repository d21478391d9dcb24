"""Every operator in PyTorch: the independent twin that arrays are compared with, and timed against.

`apply(op, xs, weights)` takes and gives torch tensors; `forward(graph, x, weights)` runs a whole graph eagerly.
"""

import itertools
import math
import sys

import torch
from record import without_compiled_operators
from torch import nn
from torch.nn import functional

from archcalc.operators import find
from archcalc.operators.operator_chain import names, operators
from archcalc.operators.sliding_window import both_sides


def _of_axes(name, x):
    """PyTorch's function for as many axes as a volume has behind its channels."""
    return getattr(functional, f"{name}{x.dim() - 2}d")


def _reversed(sides):
    """Sides as functional.pad wants them, the last axis first."""
    return [side for axis in reversed(range(len(sides) // 2)) for side in sides[2 * axis:2 * axis + 2]]


def _padded(x, sides, value=0.0):
    return functional.pad(x, _reversed(sides), value=value) if any(sides) else x


def _cut(y, before, sizes):
    return y[(..., *(slice(start, start + size) for start, size in zip(before, sizes, strict=True)))]


def _conv(op, x, weight, bias=None):
    sides = both_sides(op.padding, x.shape[2:], op.kernel, op.stride, op.dilation)
    if sides[::2] == sides[1::2]:
        return _of_axes("conv", x)(x, weight, bias, op.stride, sides[::2], op.dilation, op.groups)
    return _of_axes("conv", x)(_padded(x, sides), weight, bias, op.stride, 0, op.dilation, op.groups)


def _conv_transpose(op, x, weight, bias=None):
    axes = x.dim() - 2
    spans = [spread * (kernel - 1) + 1 for kernel, spread in zip(op.kernel, op.dilation, strict=True)]
    if op.padding == "same":
        before = [max(0, span - stride) // 2 for span, stride in zip(spans, op.stride, strict=True)]
        sizes = [size * stride for size, stride in zip(x.shape[2:], op.stride, strict=True)]
    else:
        before = op.padding[::2]
        sizes = [(size - 1) * stride + span - first - last + extra for size, stride, span, first, last, extra in
                 zip(x.shape[2:], op.stride, spans, op.padding[::2], op.padding[1::2], op.output_padding, strict=True)]
    whole = _of_axes("conv_transpose", x)(x, weight, None, op.stride, 0, (0,) * axes, op.groups, op.dilation)
    missing = [max(0, start + size - there) for start, size, there in zip(before, sizes, whole.shape[2:], strict=True)]
    y = _cut(_padded(whole, [side for last in missing for side in (0, last)]), before, sizes)
    return y if bias is None else y + bias.reshape(1, -1, *(1,) * axes)


def _symmetric(op, x):
    """Padding that torch's poolings take themselves, or None."""
    grid = op.grid(tuple(x.shape))
    sides = grid.sides
    fits = sides[::2] == sides[1::2] and all(2 * side <= kernel for side, kernel in zip(sides[::2], op.kernel, strict=True))
    return sides[::2] if fits else None


def _max_pool(op, x):
    padding = _symmetric(op, x)
    if padding is not None:
        return _of_axes("max_pool", x)(x, op.kernel, op.stride, padding, op.dilation, op.ceil)
    grid = op.grid(tuple(x.shape))
    y = _of_axes("max_pool", x)(_padded(x, grid.reached(x.shape[2:]), -torch.inf), op.kernel, op.stride, 0, op.dilation)
    return _cut(y, (0,) * len(grid.counts), grid.counts)


def _avg_pool(op, x):
    padding = _symmetric(op, x)
    if padding is not None:
        return _of_axes("avg_pool", x)(x, op.kernel, op.stride, padding, op.ceil, op.count_padding)
    grid = op.grid(tuple(x.shape))
    reached = grid.reached(x.shape[2:])
    counted = torch.ones_like(x[:1, :1])
    if op.count_padding:
        counted = _padded(counted, grid.sides, 1.0)
        reached_after = tuple(max(0, far - side) if i % 2 else 0 for i, (far, side) in enumerate(zip(reached, grid.sides, strict=False)))
        counted = _padded(counted, reached_after)
    else:
        counted = _padded(counted, reached)
    sums, counts = (_of_axes("avg_pool", x)(each, op.kernel, op.stride) for each in (_padded(x, reached), counted))
    none = (0,) * len(grid.counts)
    return _cut(sums, none, grid.counts) / _cut(counts, none, grid.counts)


def _channels_last(op, x, work):
    """A function of the last axis, applied along the channels."""
    axis = op.channel_axis(x.shape)
    return work(x.movedim(axis, -1)).movedim(-1, axis)


def _max_unpool(op, x, source):
    sides = op.pooling.grid(tuple(source.shape)).reached(tuple(source.shape[2:]))
    seen = _padded(source, sides, -float("inf"))
    _, places = functional.max_pool2d(seen, op.kernel, op.stride, 0, op.dilation, return_indices=True)
    flat = torch.zeros(*seen.shape[:2], seen[0, 0].numel(), dtype=x.dtype)
    y = flat.scatter(2, places.flatten(2)[:, :, :x[0, 0].numel()], x.flatten(2)).reshape(seen.shape)
    return y[:, :, sides[0]:sides[0] + source.shape[2], sides[2]:sides[2] + source.shape[3]]


def _batch_norm(op, x, mean, variance, weight=None, bias=None):
    axis = op.channel_axis(x.shape)
    return functional.batch_norm(x.movedim(axis, 1), mean, variance, weight, bias, False, 0.0, op.epsilon).movedim(1, axis)


def _layer_norm(op, x, weight=None, bias=None):
    return _channels_last(op, x, lambda x: functional.layer_norm(x, x.shape[-1:], weight, bias, op.epsilon))


def _standardize(op, x, mean=None, variance=None, count=None):
    """Keras's Normalization, whose deviation is at least 1e-7."""
    axis = op.channel_axis(x.shape)
    means = torch.tensor(op.means, dtype=x.dtype) if mean is None else mean
    variances = torch.tensor(op.variances, dtype=x.dtype) if variance is None else variance
    return ((x.movedim(axis, -1) - means) / variances.sqrt().clamp(min=1e-7)).movedim(-1, axis)


def _rms_norm(op, x, weight=None):
    axis = op.channel_axis(x.shape)
    return functional.rms_norm(x.movedim(axis, -1), (x.shape[axis],), weight, op.epsilon).movedim(-1, axis)


def _lrn(op, x):
    if op.size % 2 == 0 or op.size > x.shape[1]:
        window = torch.zeros(x.shape[1], x.shape[1], dtype=x.dtype)
        for i in range(x.shape[1]):
            for j in range(x.shape[1]):
                window[i, j] = float(-(op.size // 2) <= j - i <= (op.size - 1) // 2)
        sums = torch.einsum("ij,nj...->ni...", window, x * x)
        return x / (op.k + op.alpha / op.size * sums) ** op.beta
    return functional.local_response_norm(x, op.size, op.alpha, op.beta, op.k)


def _attention(op, *xs, proj, proj_bias=None, position_bias=None, **weights):
    """torch.nn.MultiheadAttention, or, where that cannot say it, scaled_dot_product_attention with a mask."""
    if xs[0].dim() > 3:
        rows = [each.flatten(0, -3) for each in xs]
        y = _attention(op, *rows, proj=proj, proj_bias=proj_bias, position_bias=position_bias, **weights)
        return y.unflatten(0, xs[0].shape[:-2])
    (_, t, d), (_, s, e) = xs[0].shape, xs[-1].shape
    mask = _mask(op, t, s, position_bias)
    if op.head_width == op.output_ == op.rotary == 0 and op.kv_heads == op.heads and isinstance(op.bias, bool):
        parts = {"out_proj.weight": proj} | ({"out_proj.bias": proj_bias} if op.bias else {})
        if e == d:
            parts["in_proj_weight"] = _in_one(weights, "qkv", "q", "k", "v")
        else:
            parts |= {f"{name}_proj_weight": weights[name] for name in "qkv"}
        if op.bias:
            parts["in_proj_bias"] = _in_one(weights, "qkv_bias", "q_bias", "k_bias", "v_bias")
        inner = nn.MultiheadAttention(d, op.heads, bias=op.bias, batch_first=True, kdim=e, vdim=e, dtype=xs[0].dtype)
        mask = mask.repeat(len(xs[0]), 1, 1) if mask is not None and mask.dim() == 3 else mask
        with nn.attention.sdpa_kernel(nn.attention.SDPBackend.MATH):
            given = {"need_weights": False, "attn_mask": mask}
            return torch.func.functional_call(inner.eval(), parts, (xs[0], xs[-1], xs[-1]), given)[0]
    width = op.head_width or d // op.heads
    if "qkv" in weights:
        projected = functional.linear(xs[0], weights["qkv"], weights.get("qkv_bias")).chunk(3, -1)
    else:
        projected = [functional.linear(x, weights[name], weights.get(f"{name}_bias"))
                     for x, name in zip((xs[0], xs[-1], xs[-1]), "qkv", strict=True)]
    q, k, v = (each.unflatten(-1, (-1, width)).transpose(1, 2) for each in projected)
    if op.rotary:
        turn = find("rotary")(base=op.rotary)
        q, k = _rotary(turn, q), _rotary(turn, k)
    mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, enable_gqa=op.kv_heads != op.heads)
    return functional.linear(mixed.transpose(1, 2).flatten(2), proj, proj_bias)


def _positions(op, x, embedding=None):
    if embedding is not None:
        return x + embedding[:x.shape[1]]
    waves = torch.zeros(x.shape[1:], dtype=torch.float64)
    pairs = torch.arange(0, x.shape[2], 2, dtype=torch.float64)
    turns = torch.arange(x.shape[1])[:, None] * torch.exp(pairs * (-math.log(10000.0) / x.shape[2]))
    waves[:, 0::2], waves[:, 1::2] = torch.sin(turns), torch.cos(turns)
    return x + waves


def _mixture(op, x, gate, gate_bias=None, **weights):
    """Token by token, through the experts of its largest scores."""
    scores = functional.linear(x, gate, gate_bias)
    best, which = scores.topk(op.active, dim=-1)
    shares = best.softmax(-1)
    rows = []
    for token, chosen, share in zip(x.flatten(0, 1), which.flatten(0, 1), shares.flatten(0, 1), strict=True):
        parts = []
        for expert in chosen.tolist():
            y = token[None, None]
            for name, inner in zip(names(op.layers), operators(op.layers), strict=True):
                own = {weight: weights[f"{name}_{weight}"][expert] for weight in inner.weights(tuple(y.shape))}
                y = apply(inner, [y], own)
            parts.append(y[0, 0])
        rows.append(sum(weight * part for weight, part in zip(share, parts, strict=True)))
    return torch.stack(rows).unflatten(0, x.shape[:2])


def _in_one(weights, whole, *parts):
    return weights[whole] if whole in weights else torch.cat([weights[name] for name in parts])


def _mask(op, t, s, position_bias):
    """What is added to the scores, or nothing."""
    added = None
    if position_bias is not None:
        rows = [torch.stack([position_bias[i - j + s - 1] for j in range(s)]) for i in range(t)]
        added = torch.stack(rows).permute(2, 0, 1)
    causal = op.causal or op.mask == "causal"
    if causal or op.window_:
        whole, half = torch.ones(t, s, dtype=torch.bool), op.window_ // 2
        kept = whole.tril() if causal else whole
        if op.window_:
            kept = kept & (whole.triu(1 - op.window_) if causal else whole.triu(-half) & whole.tril(half))
        unseen = torch.zeros(t, s, dtype=torch.float64).masked_fill(~kept, -torch.inf)
        added = unseen if added is None else added + unseen
    return added


def _rotary(op, x):
    """As transformers has it for Llama."""
    *first, t, d = x.shape
    width = d // op.heads
    shares = x.reshape(*first, t, op.heads, width).transpose(-2, -3)
    frequencies = 1.0 / op.base ** (torch.arange(0, width, 2, dtype=x.dtype) / width)
    angles = torch.outer(torch.arange(t, dtype=x.dtype), frequencies)
    angles = torch.cat((angles, angles), dim=-1)
    halves = torch.cat((-shares[..., width // 2:], shares[..., :width // 2]), dim=-1)
    return (shares * angles.cos() + halves * angles.sin()).transpose(-2, -3).reshape(x.shape)


def _glu(op, x):
    values, gates = x.chunk(2, op.channel_axis(x.shape))
    return values * {"gelu": functional.gelu, "sigmoid": torch.sigmoid, "silu": functional.silu}[op.activation](gates)


def _dot_product_attention(op, query, key, value, mask=None):
    t, s = query.shape[-2], key.shape[-2]
    ahead = torch.arange(s) - torch.arange(t)[:, None]
    seen = torch.ones(t, s, dtype=torch.bool)
    if op.causal:
        seen = (ahead <= 0) & (ahead > -op.window_ if op.window_ else True)
    elif op.window_:
        seen = ahead.abs() <= op.window_ // 2
    added = torch.zeros(t, s).masked_fill(~seen, -torch.inf)
    if mask is not None:
        added = added + (mask if op.mask_values == "added" else torch.zeros_like(mask).masked_fill(mask <= 0, -torch.inf))
    return functional.scaled_dot_product_attention(query, key, value, added, scale=op.scale or None, enable_gqa=True)


def _window_attention(op, x, qkv, proj, position_bias, qkv_bias=None, proj_bias=None):
    if "torchvision" not in sys.modules:
        without_compiled_operators()
    from torchvision.models.swin_transformer import _get_relative_position_bias, shifted_window_attention

    h, w = op.size
    rows, columns = torch.meshgrid(torch.arange(h), torch.arange(w), indexing="ij")
    places = torch.stack([rows.flatten(), columns.flatten()])
    apart = places[:, :, None] - places[:, None, :]
    index = ((apart[0] + h - 1) * (2 * w - 1) + apart[1] + w - 1).flatten()
    bias = _get_relative_position_bias(position_bias.reshape(-1, op.heads), index, [h, w])
    y = shifted_window_attention(x.permute(0, 2, 3, 1), qkv, proj, bias, [h, w], op.heads, list(op.shift),
                                 qkv_bias=qkv_bias, proj_bias=proj_bias)
    return y.permute(0, 3, 1, 2)


def _table_conv(op, x, weight, bias=None):
    kernels = torch.zeros(len(op.connections), x.shape[1], *op.kernel, dtype=x.dtype)
    first = 0
    for row, maps in enumerate(op.connections):
        kernels[row, list(maps)] = weight[first:first + len(maps)]
        first += len(maps)
    return functional.conv2d(x, kernels, bias)


def _upsample(op, x):
    more = {"align_corners": op.corners} if op.blends else {}
    if any(op.scale):
        return functional.interpolate(x, scale_factor=op.scale, mode=op.mode, **more)
    return functional.interpolate(x, op.size, mode=op.mode, **more)


def _roi_align(op, x, boxes=None):
    """Sample by sample, as torchvision's roi_align_kernel.cpp has it; of the whole image, its twin in Python.

    That one has no rule for samples outside of the image, and compiled operators are absent here.
    """
    n, _, h, w = x.shape
    if boxes is None:
        numbers = torch.arange(n, dtype=x.dtype).repeat_interleave(op.regions)
        regions = torch.cat([numbers[:, None], torch.tensor([[0, 0, w, h]], dtype=x.dtype).expand(len(numbers), 4)], 1)
        return _torchvisions()(x, regions, 1.0, *op.size, op.sampling_ratio, op.aligned)
    regions = []
    for image, box in ((image, box) for image, of_image in zip(x, boxes, strict=True) for box in of_image):
        left, top, right, bottom = (side * op.spatial_scale - 0.5 * op.aligned for side in box.tolist())
        sizes = [last - first if op.aligned else max(1.0, last - first) for first, last in ((top, bottom), (left, right))]
        steps = [size / bins for size, bins in zip(sizes, op.size, strict=True)]
        counts = [op.sampling_ratio or math.ceil(step) for step in steps]
        bins = torch.zeros(x.shape[1], *op.size, dtype=x.dtype)
        for i, j, k, m in itertools.product(*map(range, (*op.size, *counts))):
            y = top + steps[0] * (i + (k + 0.5) / counts[0])
            across = left + steps[1] * (j + (m + 0.5) / counts[1])
            if -1 <= y <= h and -1 <= across <= w:
                bins[:, i, j] += _sampled(image, max(0.0, y), max(0.0, across))
        regions.append(bins / max(1, math.prod(counts)))
    return torch.stack(regions)


def _torchvisions():
    if "torchvision" not in sys.modules:
        without_compiled_operators()
    import importlib

    torch._dynamo.config.disable = True
    return importlib.import_module("torchvision.ops.roi_align")._roi_align


def _sampled(image, y, x):
    """The value of an image between four places, of which the last are their own neighbours."""
    (row, down), (column, right) = ((size - 1, 0.0) if place >= size - 1 else (int(place), place % 1)
                                    for place, size in zip((y, x), image.shape[1:], strict=True))
    below, beside = min(row + 1, image.shape[1] - 1), min(column + 1, image.shape[2] - 1)
    return ((1 - down) * (1 - right) * image[:, row, column] + (1 - down) * right * image[:, row, beside]
            + down * (1 - right) * image[:, below, column] + down * right * image[:, below, beside])


def _merge_patches(op, x):
    _, _, h, w = x.shape
    by = op.factor
    x = functional.pad(x, (0, -w % by, 0, -h % by))
    return torch.cat([x[:, :, i::by, j::by] for j in range(by) for i in range(by)], 1)


def _pad(op, x):
    if op.mode == "zeros":
        return functional.pad(x, (*_reversed(op.sides), 0, op.channels))
    empty = (0, 0) * (x.dim() - 2)
    return functional.pad(functional.pad(x, _reversed(op.sides), mode=op.mode), (*empty, 0, op.channels))


def _crop(op, x):
    cut = op.cut(tuple(x.shape))
    return _cut(x, cut[::2], [size - before - after for size, before, after in zip(x.shape[2:], cut[::2], cut[1::2], strict=True)])


def _recurrent(op, x, state=None, **weights):
    if getattr(op, "reset", "after") == "before":
        return _reset_before(op, x, state, **weights)
    made = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}[op.kind](
        x.shape[2], op.units, op.layers, bias=op.bias, batch_first=True, bidirectional=op.bidirectional, dtype=x.dtype,
        **{"rnn": lambda: {"nonlinearity": op.activation}, "gru": dict, "lstm": lambda: {"proj_size": op.projection}}[op.kind]())
    given = {name: weights.get(name, torch.zeros_like(each)) for name, each in made.named_parameters()}
    begin = None if state is None else state.transpose(0, 1)
    if begin is not None and op.kind == "lstm":
        begin = begin.split([op.width, op.units], 2)
    y, end = torch.func.functional_call(made, given, (x, begin))
    h, *cells = end if op.kind == "lstm" else (end,)
    return _asked(op, y, torch.cat([h, *cells], 2).transpose(0, 1))


def _asked(op, sequence, state):
    """What of a recurrent layer is its output."""
    return {"sequence": lambda: sequence, "state": lambda: state, "all": lambda: torch.cat([sequence.flatten(1), state.flatten(1)], 1),
            "last": lambda: state[:, -op.directions:, :op.width].flatten(1)}[op.output_]()


def _reset_before(op, x, state, **weights):
    """Cho et al.'s unit, which PyTorch has not, from its own functions."""
    ends = []
    for layer in range(op.layers):
        sides = []
        for direction in ("", "_reverse")[:op.directions]:
            of_input, of_state = ([weights[f"weight_{part}_l{layer}{direction}"], weights.get(f"bias_{part}_l{layer}{direction}")]
                                  for part in ("ih", "hh"))
            (u_gates, u_new), rest = of_state[0].split([2 * op.units, op.units]), of_state[1]
            b_gates, b_new = (None, None) if rest is None else rest.split([2 * op.units, op.units])
            h, outputs = torch.zeros(len(x), op.units, dtype=x.dtype) if state is None else state[:, len(ends)], []
            for place in range(x.shape[1])[:: -1 if direction else 1]:
                gates, new = functional.linear(x[:, place], *of_input).split([2 * op.units, op.units], 1)
                reset, update = torch.sigmoid(gates + functional.linear(h, u_gates, b_gates)).chunk(2, 1)
                h = torch.lerp(torch.tanh(new + functional.linear(reset * h, u_new, b_new)), h, update)
                outputs.append(h)
            ends.append(h)
            sides.append(torch.stack(outputs[:: -1 if direction else 1], 1))
        x = torch.cat(sides, 2)
    return _asked(op, x, torch.stack(ends, 1))


def _subsample(op, x, weight, bias):
    sums = functional.avg_pool2d(x, op.kernel, divisor_override=1)
    return sums * weight[:, None, None] + bias[:, None, None]


def _total(op, *xs):
    y = xs[0]
    for x in xs[1:]:
        y = y + x if op.kind == "add" else y * x
    return y


def _arithmetic(op, *xs, operand=None):
    x, y = [*xs, operand if operand is not None else torch.tensor(op.number, dtype=xs[0].dtype)][:2]
    return getattr(torch, {"power": "pow"}.get(op.function, op.function))(*((y, x) if op.turned else (x, y)))


RULES = {
    "conv": _conv, "conv_transpose": _conv_transpose, "max_pool": _max_pool, "avg_pool": _avg_pool,
    "adaptive_avg_pool": lambda op, x: _of_axes("adaptive_avg_pool", x)(x, op.output_),
    "adaptive_max_pool": lambda op, x: _of_axes("adaptive_max_pool", x)(x, op.output_),
    "global_avg_pool": lambda op, x: _of_axes("adaptive_avg_pool", x)(x, 1),
    "global_max_pool": lambda op, x: _of_axes("adaptive_max_pool", x)(x, 1),
    "max_unpool": _max_unpool,
    "linear": lambda op, x, weight, bias=None: functional.linear(x, weight, bias),
    "batch_norm": _batch_norm, "layer_norm": _layer_norm, "rms_norm": _rms_norm, "standardize": _standardize, "lrn": _lrn,
    "instance_norm": lambda op, x, weight=None, bias=None: functional.instance_norm(x, weight=weight, bias=bias,
                                                                                    eps=op.epsilon),
    "group_norm": lambda op, x, weight=None, bias=None: functional.group_norm(x, op.groups, weight, bias, op.epsilon),
    "relu": lambda op, x: functional.relu(x), "relu6": lambda op, x: functional.relu6(x),
    "silu": lambda op, x: functional.silu(x), "hard_swish": lambda op, x: functional.hardswish(x),
    "hard_sigmoid": lambda op, x: functional.hardsigmoid(x), "sigmoid": lambda op, x: torch.sigmoid(x),
    "tanh": lambda op, x: torch.tanh(x),
    "softmax": lambda op, x: functional.softmax(x, op.axis or op.channel_axis(x.shape)),
    "gelu": lambda op, x: functional.gelu(x, approximate=op.approximation),
    "elu": lambda op, x: functional.elu(x, op.slope), "leaky_relu": lambda op, x: functional.leaky_relu(x, op.slope),
    "prelu": lambda op, x, weight: functional.prelu(x.movedim(op.channel_axis(x.shape), 1), weight).movedim(
        1, op.channel_axis(x.shape)),
    "dropout": lambda op, x: functional.dropout(x, op.rate, training=False), "identity": lambda op, x: x,
    "layer_scale": lambda op, x, scale: _channels_last(op, x, lambda x: x * scale),
    "flatten": lambda op, x: torch.flatten(x, 1), "reshape": lambda op, x: x.reshape(len(x), *op.shape),
    "pad": _pad, "crop": _crop, "upsample": _upsample, "roi_align": _roi_align, "merge_patches": _merge_patches,
    "pixel_shuffle": lambda op, x: functional.pixel_shuffle(x, op.factor),
    "channel_shuffle": lambda op, x: functional.channel_shuffle(x, op.groups),
    "slice": lambda op, x: x[:, op.channels[0]:op.channels[1]],
    "add": _total, "multiply": _total, "concat": lambda op, *xs: torch.cat(xs, op.axis),
    "to_tokens": lambda op, x: x.flatten(2).permute(0, 2, 1),
    "class_token": lambda op, x, token: torch.cat([token.expand(len(x), 1, -1), x], 1),
    "positions": _positions, "token": lambda op, x: x[:, op.index],
    "rnn": _recurrent, "gru": _recurrent, "lstm": _recurrent,
    "glu": _glu, "rotary": _rotary, "mixture": _mixture, "attention": _attention, "dot_product_attention": _dot_product_attention, "window_attention": _window_attention, "subsample": _subsample, "table_conv": _table_conv,
    "rbf": lambda op, x, codes: torch.cdist(x, codes, compute_mode="donot_use_mm_for_euclid_dist") ** 2,
    "input": lambda op, x: x, "side_input": lambda op, x: x, "constant": lambda op, x, values: values,
    "clip": lambda op, x: torch.clamp(x, op.low, op.high), "arithmetic": _arithmetic,
    "elementwise": lambda op, x: functional.softplus(x) if op.function == "softplus" else getattr(torch, op.function.removesuffix("ate"))(x),
    "gather": lambda op, x: x.index_select(op.axis, torch.tensor(op.index)), "where": lambda op, *xs: torch.where(xs[0] > 0, *xs[1:]),
    "einsum": lambda op, *xs: torch.einsum(op.equation, *xs),
    "matmul": lambda op, x, y: x @ y, "transpose": lambda op, x: x.permute(op.order), "regroup": lambda op, x: x.reshape(op.shape),
    "reduce": lambda op, x: getattr(torch, {"max": "amax", "min": "amin"}.get(op.function, op.function))(x, op.axes, op.kept),
    "select": lambda op, x: x.movedim(op.axis, 0)[op.places[0]:op.places[1]:op.step].movedim(0, op.axis),
    "embedding": lambda op, x, weight: functional.embedding(x.clamp(0, op.entries - 1).long(), weight),
}
"""Each operator's function: the operator, the tensors of its inputs, its weights by name."""


def apply(op, xs, weights):
    return RULES[op.kind](op, *xs, **weights)


def forward(graph, x, weights):
    """The outputs of a graph, run node by node; `weights` by node name and weight name. Tensors die when read last."""
    last = {position: i for i, node in enumerate(graph.nodes) for position in node.inputs}
    values = {}
    for i, node in enumerate(graph.nodes):
        xs = [values[position] for position in node.inputs] or [x]
        values[i] = apply(node.op, xs, weights.get(node.name, {}))
        for position in node.inputs:
            if last[position] == i:
                values.pop(position, None)
    return [values[position] for position in graph.outputs]
