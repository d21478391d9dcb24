"""Dense layers, norms, recurrent layers, attention, as they come out where somebody errs."""

from math import prod


def dense_params(layer, before):
    """A fully connected layer; `before` is what was flattened, where it was."""
    width, units, bias = layer.before[-1], layer["units"], layer.biases
    yield "biases forgotten", layer.weights if bias else None
    yield "bias added where there is none", layer.weights + units if not bias else None
    yield "one bias for all", layer.weights + 1 if bias else None
    yield "bias of the inputs", layer.weights + width if bias else None
    yield "biases counted twice", layer.weights + 2 * units if bias else None
    yield "a bias for every weight", 2 * layer.weights if bias else None
    yield "added for multiplied", width + units
    yield "neurons alone", units
    yield "inputs alone", width
    yield "square of the units", units * units + bias
    yield "time counted", layer.before[0] * layer.weights + bias if len(layer.before) == 2 else None
    yield "batch included", 32 * layer.params
    yield "bytes for values", 4 * layer.params
    if before and len(before) > 2:
        yield "channels alone enter", before[0] * units + bias
        yield "sides alone enter", prod(before[1:]) * units + bias
        yield "one side enters", before[0] * before[1] * units + bias


def dense_macs(layer):
    """Multiply-adds of a fully connected layer."""
    yield "flops for macs", 2 * layer.macs
    yield "bias adds counted", layer.macs + layer.values if layer.biased else None
    yield "added for multiplied", layer.before[-1] + layer["units"]
    yield "time forgotten", layer.weights if len(layer.before) == 2 else None
    yield "batch included", 32 * layer.macs


def norm_params(layer):
    """A norm's scale and shift."""
    c = layer.before[0] if layer.kind == "batch_norm" else layer.before[-1]
    if layer.kind == "batch_norm":
        yield "running statistics counted", 4 * c
        yield "scale and shift of every value", 2 * prod(layer.before)
    else:
        yield "scale and shift of every value", 2 * prod(layer.before)
        yield "axis of time for features", 2 * layer.before[0]
    yield "scale alone", c
    yield "no parameters", 0
    yield "two in all", 2


def recurrent_params(layer):
    """Weights of a recurrent layer, miscounted."""
    d, h, gates, ways, bias = layer.before[-1], layer["units"], layer.gates, layer.directions, layer.biases
    deep = layer.given.get("layers", 1)
    if gates > 1:
        yield "gates forgotten", ways * (h * (d + h) + bias // ways // gates)
        yield "one gate too few", layer.params * (gates - 1) // gates
    if gates == 3:
        yield "gates of an LSTM", layer.params * 4 // 3
    yield "recurrent weights forgotten", ways * gates * h * d + bias if deep == 1 else None
    yield "input weights forgotten", ways * gates * h * h + bias if deep == 1 else None
    two = layer.given.get("biases", 2) == 2
    yield "one bias for two" if two else "two biases for one", layer.weights + (bias // 2 if two else 2 * bias) if bias else None
    yield "biases forgotten", layer.weights if bias else None
    yield "bias added where there is none", layer.weights + 2 * gates * h * ways * deep if not bias else None
    yield "bias added where there is none", layer.weights + gates * h * ways * deep if not bias else None
    yield "both directions forgotten", layer.params // 2 if ways == 2 else None
    yield "layers forgotten", ways * gates * (h * (d + h) + bias // gates // ways // deep) if deep > 1 else None
    yield "every layer reads the input", deep * ways * gates * h * (d + h) + bias if deep > 1 else None
    yield "steps counted", layer.before[0] * layer.params
    yield "steps counted", layer.before[0] * layer.weights + bias
    yield "units and features added", gates * ways * (h + d) + bias if deep == 1 else None
    yield "bytes for values", 4 * layer.params
    yield "batch included", 32 * layer.params


def recurrent_macs(layer):
    """Multiply-adds of a recurrent layer."""
    d, h, gates, ways, steps = layer.before[-1], layer["units"], layer.gates, layer.directions, layer.before[0]
    yield "flops for macs", 2 * layer.macs
    yield "steps forgotten", layer.weights
    yield "gates forgotten", layer.macs // gates if gates > 1 else None
    yield "both directions forgotten", layer.macs // 2 if ways == 2 else None
    if layer.given.get("layers", 1) == 1:
        yield "recurrent weights forgotten", steps * ways * gates * h * d
        yield "input weights forgotten", steps * ways * gates * h * h
    yield "batch included", 32 * layer.macs


def recurrent_shapes(layer):
    """What leaves a recurrent layer, told wrongly."""
    steps, width, h = layer.before[0], layer.after[-1], layer["units"]
    if layer.given.get("output") == "last":
        yield "sequence for the last state", "output", f"{steps}x{width}"
        yield "steps for units", "output", f"{steps}"
    else:
        yield "last state for the sequence", "output", f"{width}"
        yield "features unchanged", "output", f"{steps}x{layer.before[-1]}"
    if layer.directions == 2:
        yield "both directions forgotten", "output", f"{steps}x{h}" if len(layer.after) == 2 else f"{h}"
    yield "gates in the output", "output", "x".join(map(str, (*layer.after[:-1], layer.gates * width))) if layer.gates > 1 else None
    yield "layers in the output", "output", f"{steps}x{width * layer['layers']}" if layer.given.get("layers", 1) > 1 else None


def attention_params(layer):
    """Weights of an attention, miscounted."""
    w, t, heads, bias = layer.before[-1], layer.before[0], layer["heads"], layer.biases
    kv = layer.key_width
    yield "output projection forgotten", layer.weights - w * w + bias - (w if bias else 0)
    yield "output projection forgotten", layer.weights - w * w if bias else None
    yield "one matrix for four", w * w + (w if bias else 0)
    yield "heads counted twice", heads * layer.weights + bias
    yield "heads counted twice", heads * layer.params if bias else None
    yield "heads counted twice", heads * (layer.weights - w * w) + w * w + bias
    yield "one head alone", layer.weights // heads + bias
    yield "one head alone", layer.params // heads if bias else None
    yield "scores counted as parameters", layer.params + heads * t * t
    yield "scores counted as parameters", layer.params + t * t
    yield "biases forgotten", layer.weights if bias else None
    yield "bias added where there is none", layer.weights + 2 * w + 2 * kv if not bias else None
    yield "tokens counted", t * layer.params
    yield "fewer key heads ignored", 4 * w * w + bias if kv != w else None
    yield "no parameters", 0
    yield "bytes for values", 4 * layer.params


def attention_macs(layer):
    """Multiply-adds of an attention."""
    w, t, heads = layer.before[-1], layer.before[0], layer["heads"]
    yield "flops for macs", 2 * layer.macs
    yield "scores forgotten", t * layer.weights
    yield "projections forgotten", 2 * t * t * w
    yield "tokens forgotten", layer.weights
    yield "one product of two", t * layer.weights + t * t * w
    yield "heads counted twice", t * layer.weights + heads * 2 * t * t * w
    yield "output projection forgotten", layer.macs - t * w * w
    yield "batch included", 32 * layer.macs


def attention_shapes(layer):
    """What leaves an attention, told wrongly."""
    t, w = layer.after
    yield "scores for the output", "output", f"{t}x{t}"
    yield "one head alone", "output", f"{t}x{w // layer['heads']}"
    yield "heads counted twice", "output", f"{t}x{w * layer['heads']}"
    yield "three matrices in the output", "output", f"{t}x{3 * w}"


def other_shapes(layer):
    """Flattening, dense layers, embeddings, poolings of a whole image."""
    before, last = layer.before, layer.after[-1]
    match layer.kind:
        case "flatten" if min(before[1:]) > 1:
            yield "sides alone", "output", str(prod(before[1:]))
            yield "channels alone", "output", str(before[0])
            yield "added for multiplied", "output", str(sum(before))
            yield "not flattened", "output", "x".join(map(str, (*before[1:], before[0])))
        case "linear":
            yield "input given", "output", "x".join(map(str, before))
            if len(before) == 2:
                yield "time forgotten", "output", str(last)
                yield "time multiplied in", "output", str(before[0] * last)
        case "embedding":
            yield "entries for features", "output", f"{before[0]}x{layer['entries']}"
            yield "sequence length forgotten", "output", str(last)
        case "global_avg_pool":
            yield "pooling to one value", "output", "1"
            yield "size unchanged", "output", "x".join(map(str, (*before[1:], before[0])))


def embedding_params(layer):
    """An embedding's table."""
    v, f, t = layer["entries"], layer["features"], layer.before[0]
    yield "added for multiplied", v + f
    yield "bias added where there is none", v * f + f
    yield "sequence length for entries", t * f
    yield "bytes for values", 4 * v * f
    yield "steps counted", t * v * f
