"""All mistakes of all networks: one cause each, or several where the arithmetic is the same."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from student_mistakes import sequences, windows
from student_mistakes.networks import NETWORKS, layers

SEED = "sheets-20261130"
PARAMS = {"conv": windows.convolution_params, "max_pool": windows.pooling_params, "avg_pool": windows.pooling_params, "batch_norm": sequences.norm_params,
          "layer_norm": sequences.norm_params, "lstm": sequences.recurrent_params, "gru": sequences.recurrent_params, "rnn": sequences.recurrent_params,
          "attention": sequences.attention_params, "embedding": sequences.embedding_params}
MACS = {"conv": windows.convolution_macs, "linear": sequences.dense_macs, "lstm": sequences.recurrent_macs, "gru": sequences.recurrent_macs,
        "rnn": sequences.recurrent_macs, "attention": sequences.attention_macs}
SHAPES = {"lstm": sequences.recurrent_shapes, "gru": sequences.recurrent_shapes, "rnn": sequences.recurrent_shapes, "attention": sequences.attention_shapes}


@dataclass(frozen=True)
class Mistake:
    """An answer, and the causes that lead to it."""

    network: str
    layer: str
    kind: str
    figure: str
    answer: str
    causes: frozenset
    before: tuple = ()  # answers that the sheet gives earlier

    @property
    def question(self):
        return f"{self.layer}.{self.figure}"

    @property
    def aside(self):
        """Whether it is of the third that is measured once."""
        return hashlib.sha256(f"{SEED}:{self.network}:{self.question}:{self.answer}".encode()).digest()[0] % 3 == 0


def of_memory(layer):
    """Values and bytes of an output, miscounted; with unit where a unit is the mistake."""
    values, c = layer.values, layer.after[0]
    if layer.kind in {"flatten", "batch_norm", "layer_norm", "relu", "embedding"}:
        return
    into = 1
    for side in layer.before:
        into *= side
    for figure, unit in (("memory", 1), ("bytes", 4)):
        yield "parameters counted", figure, unit * (values + layer.params) if layer.params else None
        yield "input counted", figure, unit * (values + into)
        yield "input for output", figure, unit * into
        yield "parameters for memory", figure, unit * layer.params if layer.params else None
        yield "batch included", figure, 32 * unit * values
        yield "forward and backward", figure, 2 * unit * values
        yield "depth forgotten", figure, unit * values // c if len(layer.after) > 2 else None
        yield "one side forgotten", figure, unit * values // layer.after[1] if len(layer.after) > 2 else None
        yield "sides added", figure, unit * sum(layer.after)
    yield "bytes for values", "memory", f"{4 * values} values"
    yield "values for bytes", "bytes", values
    yield "bits for bytes", "bytes", 32 * values
    yield "bytes of another type", "bytes", 2 * values
    yield "bytes of another type", "bytes", 8 * values
    yield "one byte off", "bytes", 4 * values + 1
    if values > 250_000:
        yield "MiB called MB", "bytes", f"{4 * values / 2**20:.3f} MB"
        yield "MB called MiB", "bytes", f"{4 * values / 10**6:.3f} MiB"
        yield "bits called bytes", "bytes", f"{32 * values / 10**6:.3f} MB"
    if values > 2500:
        yield "KiB called KB", "bytes", f"{4 * values / 2**10:.2f} KB"
        yield "thousand times too much", "bytes", f"{4 * values / 10**3:.1f} MB"
    if values > 1000:
        yield "thousand times too much", "memory", f"{values / 1000:g}M"


def slips(layer):
    """Slips of the pen in exact numbers."""
    for figure, right in (("params", layer.params), ("macs", layer.macs)):
        text = str(right)
        if right < 1000:
            continue
        swapped = next((text[:i] + text[i + 1] + text[i] + text[i + 2:] for i in range(1, len(text) - 1) if text[i] != text[i + 1]), None)
        yield "digits swapped", figure, swapped
        yield "a digit left out", figure, next(text[:i] + text[i + 1:] for i in range(1, len(text)))
        yield "a digit twice", figure, text[0] + text[0] + text[1:]
        yield "off by one", figure, right + 1
        yield "ten times too much", figure, right * 10
        yield "thousand times too much", figure, f"{right / 1000:g}M"


def of_layer(layer, before):
    """Every mistake at one layer: cause, figure, answer."""
    if layer.is_window:
        yield from windows.of_sizes(layer)
        yield from windows.of_shapes(layer)
    yield from SHAPES.get(layer.kind, sequences.other_shapes)(layer)
    params = sequences.dense_params(layer, before) if layer.kind == "linear" else PARAMS.get(layer.kind, lambda _: ())(layer)
    yield from ((cause, "params", count) for cause, count in params)
    yield from ((cause, "macs", count) for cause, count in MACS.get(layer.kind, lambda _: ())(layer))
    yield from of_memory(layer)
    yield from slips(layer)


def right(layer, figure):
    """The right answers as texts."""
    match figure:
        case "output":
            return {"x".join(map(str, layer.after)), "x".join(map(str, (*layer.after[1:], layer.after[0])))}
        case "memory":
            return {str(layer.values), str(4 * layer.values)}  # values are asked, and bytes are accepted
        case "bytes":
            return {str(4 * layer.values)}
    return {str(getattr(layer, figure))}


def coincidences(every, layer, figure, answer):
    """What else the same answer is: that of another layer, another figure of the layer, the right one but for a slip."""
    bare = answer.split()[0]
    if any(bare in right(other, figure) for other in every if other is not layer):
        yield "another layer"
    others = {"params": layer.params, "weights": layer.weights, "biases": layer.biases, "macs": layer.macs,
              "flops": 2 * layer.macs, "memory": layer.values, "bytes": 4 * layer.values}
    if figure != "output" and any(bare == str(number) for name, number in others.items() if name != figure and number):
        yield "another figure"
    if figure == "memory" and bare == str(32 * layer.values):
        yield "bits for bytes"
    if any(is_slip(bare, one) for one in right(layer, figure)):
        yield "a slip"


def is_slip(written, text):
    """One digit put in, left out or wrong, or two swapped."""
    if len(written) == len(text):
        places = [i for i, (a, b) in enumerate(zip(written, text, strict=True)) if a != b]
        apart = [(written[i], text[i]) for i in places]
        swapped = len(places) == 2 and places[1] == places[0] + 1 and apart[0] == apart[1][::-1]
        return len(places) == 1 or swapped
    short, long = sorted((written, text), key=len)
    return len(short) + 1 == len(long) and any(long[:i] + long[i + 1:] == short for i in range(len(long)))


def of_network(network):
    """All its mistakes, those of equal answers joined."""
    every = layers(network)
    for place, layer in enumerate(every):
        before = every[place - 1].before if place and every[place - 1].kind == "flatten" else None
        causes = defaultdict(set)
        for cause, figure, answer in of_layer(layer, before):
            if answer is not None and str(answer) not in right(layer, figure) and not str(answer).startswith("-"):
                causes[figure, str(answer)].add(cause)
        for (figure, answer), names in causes.items():
            names |= set(coincidences(every, layer, figure, answer))
            yield Mistake(network, layer.name, layer.kind, figure, answer, frozenset(names))
        yield from follow_throughs(network, layer)


def follow_throughs(network, layer):
    """Right arithmetic on a wrong volume of the same sheet."""
    if not layer.is_window or layer.kind != "conv":
        return
    wrong = tuple(side + 3 for side in layer.sides)
    volume = (layer.after[0], *wrong)
    values = 1
    for side in volume:
        values *= side
    own = ((f"{layer.name}.output", "x".join(map(str, (*wrong, layer.after[0])))),)
    for figure, number in (("memory", values), ("bytes", 4 * values), ("macs", values // layer.after[0] * layer.weights)):
        yield Mistake(network, layer.name, layer.kind, figure, str(number), frozenset({"follow through"}), own)


def planted():
    """Every mistake of every network."""
    return [one for network in NETWORKS for one in of_network(network)]
