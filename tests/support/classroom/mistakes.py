"""What people do wrong, each as the arithmetic that they do; and right answers, written in all the ways that people do.

A mistake is a function of a layer, the one before it and the one after it; it gives the answer that the student
writes, or None where the mistake cannot be made there.
"""

from decimal import ROUND_HALF_UP, Decimal
from math import ceil, prod

from classroom.pencil import positions

FIGURES = ("output", "params", "weights", "memory", "macs", "receptive_field")


def right(layer, figure):
    """Every right answer: a volume, or the numbers that are accepted."""
    everything = layer.weights + layer.biases + layer.affine
    return {"output": lambda: [layer.after], "params": lambda: [layer.learned, everything], "weights": lambda: [layer.weights],
            "memory": lambda: [layer.values], "macs": lambda: [layer.macs], "receptive_field": lambda: [layer.field]}[figure]()


def window(layer, kernel=None, stride=None, padding=None, plus=1, rounding=None):
    """A volume worked out with something changed."""
    if layer.kind not in {"conv", "pool"}:
        return None
    rounding = rounding or layer.rounding
    kernel, stride = kernel or layer.kernel, stride or layer.stride
    padding = layer.padding if padding is None else padding
    height, width = (positions(side, kernel, stride, padding, rounding) - 1 + plus for side in layer.before[:2])
    return (height, width, layer.after[2]) if min(height, width) > 0 else None


def counted(layer, kernel_places=None, channels=None, filters=None):
    """Weights worked out with something changed."""
    if layer.kind != "conv":
        return None
    return ((kernel_places or layer.kernel**2) * (channels or layer.before[2]) * (filters or layer.after[2]))


def one_side(layer):
    return window(layer, padding=layer.padding / 2) if layer.padding else None


def with_biases(layer, weights):
    return weights and weights + (layer.biases if layer.exact else 0)


def one_filter(layer):
    weights = counted(layer, filters=1)
    return weights and weights + layer.exact


def multiplied(sides):
    return prod(sides) if sides else 0


def positioned(layer, weights):
    return weights * layer.after[0] * layer.after[1] if weights else 0


def swapped_digits(number):
    text = str(number)
    for i in range(len(text) - 1, 1, -1):
        if text[i] != text[i - 1]:
            return int(text[:i - 1] + text[i] + text[i - 1] + text[i + 1:])
    return None


def slipped_digit(number):
    text = str(number)
    if len(text) < 4:
        return None
    digit = str((int(text[2]) + 3) % 10)
    return int(text[:2] + digit + text[3:])


def megabytes(values, divisor, unit):
    return f"{values * 4 / divisor:.3f} {unit}" if values > 10**6 else None


MISTAKES = {
    "output": {
        "plus-one-forgotten": lambda layer, *_: window(layer, plus=0),
        "padding-on-one-side": lambda layer, *_: one_side(layer),
        "padding-ignored": lambda layer, *_: window(layer, padding=0) if layer.padding else None,
        "stride-ignored": lambda layer, *_: window(layer, stride=1) if layer.stride > 1 else None,
        "floor-for-ceil": lambda layer, *_: window(layer, rounding=int) if layer.kind == "pool" else None,
        "ceil-for-floor": lambda layer, *_: window(layer, rounding=ceil),
        "width-and-height-swapped": lambda layer, *_: (layer.after[1], layer.after[0], layer.after[2]),
        "channels-left-out": lambda layer, *_: layer.after[:2] if layer.kind != "fc" else None,
        "previous-layer": lambda layer, before, _: before.after if before else None,
        "next-layer": lambda layer, _, after: after.after if after else None,
        "volume-multiplied-out": lambda layer, *_: prod(layer.after) if layer.kind != "fc" else None,
    },
    "params": {
        "biases-forgotten": lambda layer, *_: layer.weights,
        "bias-per-position": lambda layer, *_: layer.weights + prod(layer.after) if layer.kind == "conv" else None,
        "input-channels-forgotten": lambda layer, *_: with_biases(layer, counted(layer, channels=1)),
        "output-channels-forgotten": lambda layer, *_: one_filter(layer),
        "kernel-not-squared": lambda layer, *_: with_biases(layer, counted(layer, kernel_places=layer.kernel)),
        "pooling-given-parameters": lambda layer, *_: (
            layer.kernel**2 * layer.before[2] ** 2 if layer.kind == "pool" else None),
        "batch-norm-statistics-counted": lambda layer, *_: 2 * layer.affine or None,
        "scale-alone-counted": lambda layer, *_: layer.affine // 2 or None,
        "previous-layer": lambda layer, before, _: before.learned if before else None,
        "next-layer": lambda layer, _, after: after.learned if after else None,
        "digits-swapped": lambda layer, *_: swapped_digits(layer.learned),
        "one-digit-wrong": lambda layer, *_: slipped_digit(layer.learned),
    },
    "weights": {
        "biases-counted": lambda layer, *_: layer.weights + layer.biases,
        "input-channels-forgotten": lambda layer, *_: counted(layer, channels=1),
        "kernel-not-squared": lambda layer, *_: counted(layer, kernel_places=layer.kernel),
        "previous-layer": lambda layer, before, _: before.weights if before else None,
    },
    "memory": {
        "plus-one-forgotten": lambda layer, *_: multiplied(window(layer, plus=0)) * layer.batch,
        "floor-for-ceil": lambda layer, *_: multiplied(window(layer, rounding=int)) * layer.batch,
        "stride-ignored": lambda layer, *_: multiplied(window(layer, stride=1)) * layer.batch if layer.stride > 1 else None,
        "times-four-forgotten": lambda layer, *_: f"{layer.values} bytes",
        "bits-for-bytes": lambda layer, *_: f"{layer.values * 32} bytes",
        "mb-for-mib": lambda layer, *_: megabytes(layer.values, 2**20, "MB"),
        "mib-for-mb": lambda layer, *_: megabytes(layer.values, 10**6, "MiB"),
        "batch-included": lambda layer, *_: layer.values * 128 if layer.batch == 1 else None,
        "batch-forgotten": lambda layer, *_: layer.values // layer.batch,
        "previous-layer": lambda layer, before, _: before.values if before else None,
        "digits-swapped": lambda layer, *_: swapped_digits(layer.values),
    },
    "macs": {
        "flops-for-macs": lambda layer, *_: 2 * layer.macs,
        "input-channels-forgotten": lambda layer, *_: layer.batch * positioned(layer, counted(layer, channels=1)),
        "kernel-not-squared": lambda layer, *_: layer.batch * positioned(layer, counted(layer, kernel_places=layer.kernel)),
        "positions-forgotten": lambda layer, *_: layer.weights if layer.kind == "conv" and layer.batch == 1 else None,
        "batch-forgotten": lambda layer, *_: layer.macs // layer.batch,
        "previous-layer": lambda layer, before, _: before.macs if before else None,
        "next-layer": lambda layer, _, after: after.macs if after else None,
    },
    "receptive_field": {
        "own-kernel-alone": lambda layer, *_: layer.kernel if layer.kind in {"conv", "pool"} else None,
        "previous-layer": lambda layer, before, _: before.field if before else None,
        "next-layer": lambda layer, _, after: after.field if after and after.kind != "fc" else None,
    },
}
"""Of a layer, by figure and by archcalc's name for it."""

SUMS = {
    "params": {
        "layer-left-out": lambda total: total.learned - total.layers[-1].learned,
        "layer-counted-twice": lambda total: total.learned + total.layers[-2].learned,
        "kind-of-layer-left-out": lambda total: sum(layer.learned for layer in total.layers if layer.kind == "conv"),
        "digits-swapped": lambda total: swapped_digits(total.learned),
        "one-digit-wrong": lambda total: slipped_digit(total.learned),
    },
    "memory": {
        "relu-outputs-counted": lambda total: total.values + sum(
            layer.values for layer in total.layers[:-1] if layer.kind in {"conv", "fc"}),
        "layer-left-out": lambda total: total.values - total.layers[-1].values,
        "mb-for-mib": lambda total: megabytes(total.values, 2**20, "MB"),
        "mib-for-mb": lambda total: megabytes(total.values, 10**6, "MiB"),
        "times-four-forgotten": lambda total: f"{total.values} bytes",
        "bits-for-bytes": lambda total: f"{total.values * 32} bytes",
        "slide-copied": lambda total: "93MB" if total.values == 15_237_608 else None,
        "batch-forgotten": lambda total: total.values // total.batch,
    },
    "macs": {
        "flops-for-macs": lambda total: 2 * total.macs,
        "layer-left-out": lambda total: total.macs - total.layers[-1].macs,
        "one-digit-wrong": lambda total: slipped_digit(total.macs),
    },
}
"""Of a whole network."""


def nearly(number):
    """Answers that look right and differ at the last digit written."""
    yield f"{number + 1:,}"
    if number >= 10_000:
        scale, letter = (10**3, "K") if number < 10**6 else (10**6, "M")
        digits = max(0, 3 - len(str(number // scale)))
        whole = round(number * 10**digits / scale)
        yield f"{(whole + 1) / 10**digits:.{digits}f}{letter}"
        yield f"{number + 10 ** (len(str(number)) - 3):.2e}"


def rounded(number, digits, factor, letter):
    """A number in thousands or millions, rounded to so many digits."""
    scaled = Decimal(number) / factor
    places = max(0, digits - len(str(int(scaled))) if scaled >= 1 else digits)
    return f"{scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}{letter}"


def written(number, rng):
    """A number as somebody may write it."""
    styles = [str(number), f"{number:,}", f"{number:,}".replace(",", " "), f" {number} ", f"{number:,}".replace(",", "_"),
              f"{number:,}".replace(",", "\u202f")]
    if number >= 10_000:
        styles += [rounded(number, 3, 1000, "K"), f"~{rounded(number, 4, 1000, ' K')}"]
    if number >= 2_000_000:
        styles += [rounded(number, 3, 10**6, "M"), rounded(number, 4, 10**6, " million"), f"{number:.3e}"]
    return rng.choice(styles)


def volume(sides, rng):
    """A volume as somebody may write it, or an image without channels."""
    if len(sides) == 2:
        return rng.choice([f"{sides[0]}x{sides[1]}", f"{sides[0]} × {sides[1]}"])
    height, width, channels = sides
    if (height, width) == (1, 1):
        return rng.choice([str(channels), f"1x1x{channels}", f"[1, 1, {channels}]"])
    return rng.choice([f"{height}x{width}x{channels}", f"{height}×{width}×{channels}", f"({channels}, {height}, {width})",
                       f"[{height},{width},{channels}]", f"{height} x {width} x {channels}", f"{channels}@{height}x{width}"])
