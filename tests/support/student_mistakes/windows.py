"""Convolutions and poolings: sizes, channels, weights, as they come out where somebody errs."""

from math import prod

from student_mistakes.layers import sizes_of, written


def sizes(layer):
    """Cause and the sizes that it leads to, along every axis."""
    w, k, s, p, d = (layer.before[1:], layer.along("kernel"), layer.stride, layer.along("padding", 0), layer.along("dilation"))
    ceil = layer.given.get("ceil", False)
    zero, one = (0,) * len(w), (1,) * len(w)

    def each(rule):
        return tuple(rule(*axis) for axis in zip(w, k, s, p, d, strict=True))

    if any(p):
        yield "padding ignored", sizes_of(w, k, s, zero, d, ceil)
        yield "padding on one side", each(lambda w, k, s, p, d: (w + p - d * (k - 1) - 1) // s + 1)
        yield "padding counted twice", each(lambda w, k, s, p, d: (w + 4 * p - d * (k - 1) - 1) // s + 1)
        yield "padding subtracted", each(lambda w, k, s, p, d: (w - 2 * p - d * (k - 1) - 1) // s + 1)
    if max(s) > 1:
        yield "stride ignored", sizes_of(w, k, one, p, d)
        yield "kernel and stride swapped", each(lambda w, k, s, p, d: (w + 2 * p - s) // k + 1)
        yield "as with same padding", each(lambda w, k, s, p, d: -(-w // s))
        yield "kernel ignored", each(lambda w, k, s, p, d: (w + 2 * p) // s + 1)
    yield "plus one forgotten", each(lambda w, k, s, p, d: (w + 2 * p - d * (k - 1) - 1) // s)
    yield "plus one twice", each(lambda w, k, s, p, d: (w + 2 * p - d * (k - 1) - 1) // s + 2)
    yield "floor for ceil" if ceil else "ceil for floor", sizes_of(w, k, s, p, d, not ceil)
    yield "size unchanged", w
    yield "kernel added", each(lambda w, k, s, p, d: (w + 2 * p + d * (k - 1) + 1) // s + 1)
    yield "one half too much subtracted", each(lambda w, k, s, p, d: (w + 2 * p - d * (k - 1) - 2) // s + 1 if s == 1 else -1)
    if max(d) > 1:
        yield "dilation ignored", sizes_of(w, k, s, p, one, ceil)
        yield "dilated kernel is d times k", each(lambda w, k, s, p, d: (w + 2 * p - d * k) // s + 1)
    if layer.kind != "conv":
        yield "window for stride", each(lambda w, k, s, p, d: w // k)
        yield "always halved", each(lambda w, k, s, p, d: w // 2)
    if len(set(k)) > 1:
        yield "kernel of one axis", sizes_of(w, (k[0],) * len(w), s, p, d, ceil)
        yield "kernel of one axis", sizes_of(w, (k[-1],) * len(w), s, p, d, ceil)
    if len(w) == 3:
        yield "time unchanged", (w[0], *layer.sides[1:])


def of_sizes(layer):
    """What wrong sizes come to in each figure."""
    channels = layer.after[0]
    for cause, sides in sizes(layer):
        if not sides or min(sides) < 1:
            continue
        yield cause, "output", written((channels, *sides))
        values = channels * prod(sides)
        yield cause, "memory", values
        yield cause, "bytes", 4 * values
        if layer.kind == "conv":
            yield cause, "macs", prod(sides) * layer.weights


def of_shapes(layer):
    """Right sizes, written or put together wrongly."""
    n, c, sides = layer.after[0], layer.before[0], layer.sides
    yield "one side alone" if len(sides) > 1 else "channels left out", "output", str(sides[0])
    yield "depth one", "output", written((1, *sides))
    yield "volume multiplied out", "output", str(n * prod(sides))
    yield "input given", "output", written(layer.before)
    if len(sides) > 1:
        yield "sides in another order", "output", "x".join(map(str, (sides[0], n, *sides[1:])))
    if layer.kind == "conv":
        yield "depth unchanged", "output", written((c, *sides))
        yield "depth multiplied", "output", written((c * n, *sides))
        yield "channels added", "output", written((c + n, *sides))
    else:
        yield "pooling cuts channels", "output", written((max(c // layer.stride[0], 1), *sides))
        yield "pooling to one channel", "output", written((1, *sides))


def convolution_params(layer):
    """Weights of a convolution, miscounted."""
    c, n, k, g = layer.before[0], layer["filters"], layer.along("kernel"), layer.groups
    area, bias, group = prod(k), layer.biases, c // layer.groups
    yield "bias per input channel", (area + 1) * group * n if bias else None
    yield "bias per position", layer.weights + layer.values if bias else None
    yield "one bias for all", layer.weights + 1 if bias else None
    yield "bias of the input channels", layer.weights + c if bias and c != n else None
    yield "biases counted twice", layer.weights + 2 * n if bias else None
    yield "bias per kernel weight", layer.weights + area * n if bias else None
    yield "bias added where there is none", layer.weights + n if not bias else None
    yield "biases forgotten", layer.weights if bias else None
    yield "biases alone", n if bias else None
    yield "input channels forgotten", area * n + bias if group > 1 else None
    yield "filters forgotten", area * group + bool(bias)
    yield "filters forgotten", area * group
    yield "kernel not squared", k[0] * group * n + bias if len(k) > 1 else None
    yield "kernel doubled for squared", len(k) * k[0] * group * n + bias if len(k) > 1 else None
    yield "kernel of too few axes", k[0] ** 2 * group * n + bias if len(k) == 3 else None
    yield "kernel squared though it has one axis", k[0] ** 2 * group * n + bias if len(k) == 1 else None
    yield "kernel of one axis", k[0] ** 2 * group * n + bias if len(set(k)) > 1 and len(k) == 2 else None
    yield "kernel of one axis", k[-1] ** 2 * group * n + bias if len(set(k)) > 1 and len(k) == 2 else None
    yield "output channels for input", area * n * n + bias if g == 1 else None
    yield "input channels for output", area * c * c + (c if bias else 0) if g == 1 else None
    yield "depthwise counted as full", area * c * n + bias if g == c > 1 else None
    yield "groups ignored", area * c * n + bias if 1 < g < c else None
    yield "groups divide twice", area * (c // g) * (n // g) + bias if 1 < g < c else None
    yield "depthwise of one filter", area + bool(bias) if g == c > 1 else None
    yield "always three channels", area * 3 * n + bias if g == 1 and c != 3 else None
    yield "added for multiplied", (area + group) * n + bias
    yield "weights at every position", layer.weights * prod(layer.sides)
    yield "image for kernel", prod(layer.before[1:]) * group * n + bias
    yield "stride for kernel", k[0] * layer.stride[0] * group * n + bias if len(k) == 2 and layer.stride[0] not in {1, k[0]} else None
    yield "dilated kernel", prod(d * (one - 1) + 1 for d, one in zip(layer.along("dilation"), k, strict=True)) * group * n + bias
    yield "output values for parameters", layer.values
    yield "every weight has a bias", 2 * layer.weights if bias else None
    yield "batch included", 32 * layer.params
    yield "bytes for values", 4 * layer.params


def pooling_params(layer):
    """A pooling has no parameters."""
    c, area = layer.before[0], prod(layer.along("kernel"))
    for count in (area, area * c, area * c + c, area * c * c, area * c * c + c, area + 1):
        yield "pooling given parameters", count


def convolution_macs(layer):
    """Multiply-adds of a convolution, miscounted."""
    c, n, k, g = layer.before[0], layer["filters"], layer.along("kernel"), layer.groups
    area, places, group = prod(k), prod(layer.sides), c // layer.groups
    yield "flops for macs", 2 * layer.macs
    yield "output positions forgotten", layer.weights
    yield "output positions forgotten", layer.params if layer.biased else None
    yield "input channels forgotten", area * n * places if group > 1 else None
    yield "filters forgotten", area * group * places
    yield "kernel forgotten", group * n * places if area > 1 else None
    yield "input size for output size", prod(layer.before[1:]) * layer.weights
    yield "kernel not squared", k[0] * group * n * places if len(k) > 1 else None
    yield "one side of the output", layer.sides[0] * layer.weights if len(k) > 1 else None
    yield "bias adds counted", layer.macs + layer.values if layer.biased else None
    yield "groups ignored", area * c * n * places if 1 < g < c else None
    yield "depthwise counted as full", area * c * n * places if g == c > 1 else None
    yield "batch included", 32 * layer.macs
    yield "output values for multiply-adds", layer.values
    yield "flops halved", layer.macs // 2
