"""Random configurations of operators, sound ones and broken ones: what archcalc says, and what PyTorch says.

    python tests/oracle/configurations.py                  # 120,000 of them, counted by operator (about 2 minutes)
    python tests/oracle/configurations.py --cases 5000
    python tests/oracle/configurations.py --record         # the same; the counts and a sample kept in configurations.json

The environment is that of record.py; everything lives on the meta device. Compared are the verdict (a volume, or a
refusal), the volume, and the number of trained values. A difference is either explained by a rule of EXPLAINED, which says
who is right and why, or it is reported, and the script ends with 1. The sample is tested without PyTorch by
tests/operators/test_configurations.py.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from archcalc.base.errors import Refused
from archcalc.operators import find
from archcalc.operators.given_attributes import missing_attributes, parse_attribute

RECORDED = Path(__file__).parent / "configurations.json"
CASES, SAMPLED, SEED = 120_000, 25, 20
"""Configurations in all; those kept of each operator and outcome; where chance begins."""

Shape = tuple[int, ...]
Answer = tuple[Shape, int] | None
"""The output's shape and the number of trained values; None is a refusal."""


class Case(NamedTuple):
    """An operator as a specification writes it, on inputs whose shapes hold the batch."""

    kind: str
    attributes: dict[str, Any]
    inputs: list[Shape]


def ours(case: Case) -> Answer:
    """What archcalc says."""
    op = find(case.kind)
    assert op is not None
    try:
        if missing_attributes(op, case.attributes):
            return None
        made = op(**{name: parse_attribute(op, name, value) for name, value in case.attributes.items()})
        made = made.settled(*case.inputs)
        shape = made.output(*case.inputs)
        weights = made.weights(*case.inputs).values()
    except Refused:
        return None
    return shape, sum(_values(weight.shape) for weight in weights if weight.role != "buffer")


def _values(shape: Shape) -> int:
    count = 1
    for axis in shape:
        count *= axis
    return count


def cases(count: int, seed: int = SEED) -> "list[Case]":
    """Random configurations, the operators in turn."""
    random = Random(seed)
    kinds = list(GENERATORS)
    return [GENERATORS[kinds[i % len(kinds)]](random, kinds[i % len(kinds)]) for i in range(count)]


def _number(random: Random, low: int, high: int) -> int:
    """Mostly a number of the range; now and then one that nobody means."""
    return random.choice([0, -1, high + 1, 3 * high, 2**31]) if random.random() < 0.02 else random.randint(low, high)


def _pair(random: Random, low: int, high: int) -> int | list[int]:
    chance = random.random()
    if chance < 0.01:
        return [_number(random, low, high) for _ in range(3)]
    return [_number(random, low, high), _number(random, low, high)] if chance < 0.5 else _number(random, low, high)


def _volume(random: Random, channels: int = 0) -> Shape:
    chance = random.random()
    if chance < 0.02:
        return (2, 12) if chance < 0.01 else (2, 7, 12)
    return random.randint(1, 3), channels or random.choice([1, 2, 3, 4, 6, 8, 12, 16]), random.randint(1, 40), random.randint(1, 40)


def _some(random: Random, **values: Any) -> dict[str, Any]:
    """Attributes, each left out now and then."""
    return {name: value for name, value in values.items() if random.random() < 0.8}


def _padding(random: Random, high: int, *words: str) -> Any:
    chance = random.random()
    if words and chance < 0.15:
        return random.choice(words)
    return [_number(random, 0, high) for _ in range(4)] if chance < 0.25 else _pair(random, 0, high)


def _convolution(random: Random, kind: str) -> Case:
    more = {"output_padding": _pair(random, 0, 3)} if kind == "conv_transpose" else {}
    attributes = {"filters": _number(random, 1, 24), "kernel": _pair(random, 1, 7)} | _some(
        random, stride=_pair(random, 1, 4), padding=_padding(random, 4, "same", "valid"), dilation=_pair(random, 1, 3),
        groups=random.choice([1, 1, 1, 2, 3, 4, 8, 0]), bias=random.random() < 0.5, **more)
    return Case(kind, attributes, [_volume(random)])


def _pool(random: Random, kind: str) -> Case:
    more = {"count_padding": random.random() < 0.5} if kind == "avg_pool" else {"dilation": random.choice([1, 1, 2, 3])}
    attributes = {"kernel": _pair(random, 1, 6)} | _some(
        random, stride=_pair(random, 1, 5), padding=_padding(random, 3, "valid"), ceil=random.random() < 0.5, **more)
    return Case(kind, attributes, [_volume(random)])


def _bins(random: Random, kind: str) -> Case:
    return Case(kind, {"output": _pair(random, 1, 12)}, [_volume(random)])


def _pad(random: Random, kind: str) -> Case:
    return Case(kind, {"sides": [_number(random, 0, 5) for _ in range(random.choice([4, 4, 4, 4, 4, 3]))]}, [_volume(random)])


def _crop(random: Random, kind: str) -> Case:
    attributes = ({"sides": [_number(random, 0, 9) for _ in range(4)]} if random.random() < 0.5 else
                  {"size": [random.randint(1, 45), random.randint(1, 45)]})
    return Case(kind, attributes, [_volume(random)])


def _upsample(random: Random, kind: str) -> Case:
    sized = {"scale": _pair(random, 1, 4)} if random.random() < 0.5 else {"size": _pair(random, 1, 50)}
    return Case(kind, sized | _some(random, mode=random.choice(["nearest", "bilinear"])), [_volume(random)])


def _shuffle(random: Random, kind: str) -> Case:
    name, high = ("factor", 4) if kind == "pixel_shuffle" else ("groups", 8)
    return Case(kind, {name: _number(random, 1, high)}, [_volume(random, random.choice([4, 6, 8, 9, 16, 36]))])


def _norm(random: Random, kind: str) -> Case:
    groups = {"groups": _number(random, 1, 8)} if kind == "group_norm" else {}
    return Case(kind, groups | _some(random, affine=random.random() < 0.5), [_volume(random)])


def _linear(random: Random, kind: str) -> Case:
    shape = random.choice([(2, 12), (2, 7, 12), (1, 1), (3, 400), (2, 1, 5)])
    return Case(kind, {"units": _number(random, 1, 40)} | _some(random, bias=random.random() < 0.5), [shape])


def _reshape(random: Random, kind: str) -> Case:
    shape = (random.randint(1, 3), random.choice([2, 4, 6]), random.choice([2, 3, 4]), random.choice([2, 3, 6]))
    values = _values(shape[1:])
    first = random.choice([1, 2, 3, 4, 6])
    to = random.choice([[values], [first, values // first], [first, 2, max(1, values // first // 2)], [values + 1], [0, values]])
    return Case(kind, {"shape": to}, [shape])


def _slice(random: Random, kind: str) -> Case:
    return Case(kind, {"channels": [_number(random, 0, 12), _number(random, 0, 16)]}, [_volume(random)])


def _lrn(random: Random, kind: str) -> Case:
    return Case(kind, _some(random, size=_number(random, 1, 9)), [_volume(random)])


def _joined(random: Random, kind: str) -> Case:
    first = _volume(random)
    others = [tuple(axis + (random.random() < 0.1) if i else axis for i, axis in enumerate(first))
              for _ in range(random.choice([1, 1, 2, 3]))]
    if kind == "concat":
        others = [(other[0], random.randint(1, 9), *other[2:]) if len(other) == 4 else other for other in others]
    return Case(kind, {}, [first, *others])


def _gated(random: Random, kind: str) -> Case:
    first = _volume(random)
    if len(first) != 4 or random.random() < 0.5:
        return _joined(random, kind)
    return Case(kind, {}, [first, (first[0], first[1] + (random.random() < 0.1), 1, 1)])


def _attention(random: Random, kind: str) -> Case:
    shape = (random.randint(1, 3), random.randint(1, 50), random.choice([8, 12, 16, 24, 64]))
    return Case(kind, {"heads": _number(random, 1, 8)} | _some(random, bias=random.random() < 0.5), [shape])


def _plain(random: Random, kind: str) -> Case:
    return Case(kind, {}, [_volume(random)])


GENERATORS = {
    "conv": _convolution, "conv_transpose": _convolution, "max_pool": _pool, "avg_pool": _pool,
    "adaptive_avg_pool": _bins, "adaptive_max_pool": _bins, "pad": _pad, "crop": _crop, "upsample": _upsample,
    "pixel_shuffle": _shuffle, "channel_shuffle": _shuffle, "batch_norm": _norm, "group_norm": _norm,
    "layer_norm": _norm, "instance_norm": _norm, "linear": _linear, "reshape": _reshape, "slice": _slice, "lrn": _lrn,
    "add": _joined, "concat": _joined, "multiply": _gated, "attention": _attention, "prelu": _plain, "flatten": _plain,
    "global_avg_pool": _plain, "global_max_pool": _plain,
}


class Unsupported(Exception):
    """PyTorch has no such operator."""


def _two(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else (value, value)


def _sides(value: Any) -> tuple[int, int, int, int]:
    """top, bottom, left, right"""
    if value == "valid":
        return 0, 0, 0, 0
    if isinstance(value, list) and len(value) == 4:
        return tuple(value)
    height, width = _two(value)
    return height, height, width, width


def theirs(case: Case, device: str = "meta") -> Answer:
    """What PyTorch says; raises Unsupported."""
    import torch

    with torch.device(device), torch.inference_mode():
        try:
            xs = [torch.empty(shape) for shape in case.inputs]
            if case.kind in IMAGES and any(x.dim() != 4 for x in xs):
                raise Unsupported("PyTorch takes an image without its batch; a specification's volume always has one")
            module, taken = TWINS[case.kind](torch, case.attributes, *xs)
            y = module(*taken)
            y = y[0] if isinstance(y, tuple) else y
        except (RuntimeError, ValueError, TypeError, AssertionError, IndexError, ZeroDivisionError, OverflowError):
            return None
    parameters = module.parameters() if isinstance(module, torch.nn.Module) else ()
    return tuple(y.shape), sum(parameter.numel() for parameter in parameters)


IMAGES = {kind for kind in GENERATORS if kind not in
          {"linear", "reshape", "add", "concat", "multiply", "attention", "flatten", "layer_norm"}}


def _twin_conv(torch: Any, a: dict[str, Any], x: Any) -> Any:
    stride, dilation, padding = _two(a.get("stride", 1)), _two(a.get("dilation", 1)), a.get("padding", 0)
    options = {"stride": stride, "dilation": dilation, "groups": a.get("groups", 1), "bias": a.get("bias", True)}
    if padding == "same":
        if stride != (1, 1):
            raise Unsupported("`same` with a stride is TensorFlow's")
        return torch.nn.Conv2d(x.shape[1], a["filters"], _two(a["kernel"]), padding="same", **options), [x]
    top, bottom, left, right = _sides(padding)
    if min(top, bottom, left, right) < 0:
        raise ValueError("a negative padding crops in torch.nn.functional.pad")
    module = torch.nn.Conv2d(x.shape[1], a["filters"], _two(a["kernel"]), padding=0, **options)
    return module, [torch.nn.functional.pad(x, (left, right, top, bottom))]


def _twin_conv_transpose(torch: Any, a: dict[str, Any], x: Any) -> Any:
    padding = a.get("padding", 0)
    if padding == "same":
        raise Unsupported("`same` is TensorFlow's")
    top, bottom, left, right = _sides(padding)
    if (top, left) != (bottom, right):
        raise Unsupported("a transposed convolution has the same padding on both sides")
    return torch.nn.ConvTranspose2d(
        x.shape[1], a["filters"], _two(a["kernel"]), stride=_two(a.get("stride", 1)), padding=(top, left),
        output_padding=_two(a.get("output_padding", 0)), dilation=_two(a.get("dilation", 1)), groups=a.get("groups", 1),
        bias=a.get("bias", True)), [x]


def _twin_pool(torch: Any, a: dict[str, Any], x: Any, name: str) -> Any:
    top, bottom, left, right = _sides(a.get("padding", 0))
    if (top, left) != (bottom, right):
        raise Unsupported("a pooling has the same padding on both sides")
    spread = {"dilation": _two(a["dilation"])} if "dilation" in a else {}
    return getattr(torch.nn, name)(_two(a["kernel"]), _two(a["stride"]) if "stride" in a else None, padding=(top, left),
                                   ceil_mode=a.get("ceil", False), **spread), [x]


def _twin_crop(torch: Any, a: dict[str, Any], x: Any) -> Any:
    _, _, h, w = x.shape
    if "size" in a:
        height, width = a["size"]
        top, left = (h - height) // 2, (w - width) // 2
        bottom, right = h - height - top, w - width - left
    else:
        top, bottom, left, right = a["sides"]
    if min(top, bottom, left, right) < 0:
        raise ValueError("a negative crop is a padding")
    return lambda image: torch.nn.functional.pad(image, (-left, -right, -top, -bottom)), [x]


def _twin_pad(torch: Any, a: dict[str, Any], x: Any) -> Any:
    top, bottom, left, right = a["sides"]
    if min(top, bottom, left, right) < 0:
        raise ValueError("a negative padding is a crop")
    return torch.nn.ZeroPad2d((left, right, top, bottom)), [x]


def _twin_upsample(torch: Any, a: dict[str, Any], x: Any) -> Any:
    mode = a.get("mode", "nearest")
    sized = ({"scale_factor": tuple(map(float, _two(a["scale"])))} if "scale" in a else {"size": _two(a["size"])})
    return torch.nn.Upsample(mode=mode, **sized), [x]


def _twin_norm(torch: Any, a: dict[str, Any], x: Any, name: str) -> Any:
    affine = a.get("affine", True)
    if name == "LayerNorm":
        module, last = torch.nn.LayerNorm(x.shape[1] if x.dim() == 4 else x.shape[-1], elementwise_affine=affine), 3 if x.dim() == 4 else 1
        module.register_forward_pre_hook(lambda _, given: (given[0].transpose(1, last),))
        module.register_forward_hook(lambda _, __, y: y.transpose(1, last))
        return module, [x]
    if name == "GroupNorm":
        return torch.nn.GroupNorm(a["groups"], x.shape[1], affine=affine), [x]
    module = getattr(torch.nn, name)(x.shape[1], affine=affine)
    return module.eval(), [x]


def _twin_slice(torch: Any, a: dict[str, Any], x: Any) -> Any:
    first, last = a["channels"]
    return lambda image: image.narrow(1, first, last - first), [x]


def _twin_attention(torch: Any, a: dict[str, Any], x: Any) -> Any:
    module = torch.nn.MultiheadAttention(x.shape[2], a["heads"], bias=a.get("bias", True), batch_first=True)
    return module, [x, x, x]


def _twin_add(torch: Any, a: dict[str, Any], *xs: Any) -> Any:
    if len({x.shape for x in xs}) > 1:
        raise ValueError("a sum of unlike volumes, which PyTorch broadcasts where it can")
    return lambda *arrays: sum(arrays), xs


def _twin_multiply(torch: Any, a: dict[str, Any], *xs: Any) -> Any:
    return lambda *arrays: torch.broadcast_tensors(*arrays)[0], xs


def _module(name: str, *keys: str) -> Any:
    """torch.nn.NAME, made of some attributes."""
    return lambda torch, a, x: (getattr(torch.nn, name)(*(_two(a[key]) if key == "output" else a[key] for key in keys)), [x])


TWINS: dict[str, Any] = {
    "conv": _twin_conv, "conv_transpose": _twin_conv_transpose, "crop": _twin_crop, "pad": _twin_pad,
    "max_pool": lambda torch, a, x: _twin_pool(torch, a, x, "MaxPool2d"),
    "avg_pool": lambda torch, a, x: _twin_pool(torch, a, x, "AvgPool2d"),
    "adaptive_avg_pool": _module("AdaptiveAvgPool2d", "output"), "adaptive_max_pool": _module("AdaptiveMaxPool2d", "output"),
    "upsample": _twin_upsample, "pixel_shuffle": _module("PixelShuffle", "factor"),
    "channel_shuffle": _module("ChannelShuffle", "groups"),
    "batch_norm": lambda torch, a, x: _twin_norm(torch, a, x, "BatchNorm2d"),
    "instance_norm": lambda torch, a, x: _twin_norm(torch, a | {"affine": a.get("affine", False)}, x, "InstanceNorm2d"),
    "group_norm": lambda torch, a, x: _twin_norm(torch, a, x, "GroupNorm"),
    "layer_norm": lambda torch, a, x: _twin_norm(torch, a, x, "LayerNorm"),
    "linear": lambda torch, a, x: (torch.nn.Linear(x.shape[-1], a["units"], bias=a.get("bias", True)), [x]),
    "reshape": lambda torch, a, x: ((lambda image: image.reshape(image.shape[0], *a["shape"])), [x]),
    "slice": _twin_slice, "lrn": lambda torch, a, x: (torch.nn.LocalResponseNorm(a.get("size", 5)), [x]),
    "add": _twin_add, "multiply": _twin_multiply, "attention": _twin_attention,
    "concat": lambda torch, a, *xs: ((lambda *arrays: torch.cat(arrays, 1)), xs),
    "prelu": lambda torch, a, x: (torch.nn.PReLU(), [x]),
    "flatten": lambda torch, a, x: (torch.nn.Flatten(), [x]),
    "global_avg_pool": lambda torch, a, x: (torch.nn.AdaptiveAvgPool2d(1), [x]),
    "global_max_pool": lambda torch, a, x: (torch.nn.AdaptiveMaxPool2d(1), [x]),
}


_torch = theirs
"""PyTorch's answer, where `theirs` is one that is known."""


def _is_large(case: Case, ours: Answer, theirs: Answer) -> bool:
    numbers = [number for value in case.attributes.values() for number in (value if isinstance(value, list) else [value])]
    return ours is None and any(not isinstance(number, str) and number >= 2**31 for number in numbers)


def _is_empty(case: Case, ours: Answer, theirs: Answer) -> bool:
    sizes = [size for name in ("kernel", "filters", "units") if name in case.attributes for size in _two(case.attributes[name])]
    return ours is None and theirs is not None and 0 in (*theirs[0], *sizes)


def _is_half_padding(case: Case, ours: Answer, theirs: Answer) -> bool:
    if case.kind not in {"max_pool", "avg_pool"} or theirs is not None:
        return False
    top, bottom, left, right = _sides(case.attributes.get("padding", 0))
    half = any(2 * side > size for side, size in zip((top, left), _two(case.attributes["kernel"]), strict=True))
    if not half or case.attributes.get("ceil"):
        return half
    n, c, h, w = case.inputs[0]
    return _torch(case._replace(attributes=case.attributes | {"padding": 0}, inputs=[(n, c, h + top + bottom, w + left + right)])) == ours


def _is_unseen(case: Case, ours: Answer, theirs: Answer) -> bool:
    rate, sides = case.attributes.get("dilation", 1), _sides(case.attributes.get("padding", 0))
    return ours is None and any(side and step > size for side, step, size in zip(sides[::2], _two(rate), case.inputs[0][2:], strict=False))


def _is_unchecked(case: Case, ours: Answer, theirs: Answer) -> bool:
    return ours is None and theirs is not None and _values(theirs[0]) < 10**7 and _torch(case, "cpu") is None


def _is_broadcast(case: Case, ours: Answer, theirs: Answer) -> bool:
    return case.kind == "multiply" and ours is None and len({shape[1:] for shape in case.inputs}) > 1


def _is_single(case: Case, ours: Answer, theirs: Answer) -> bool:
    return case.kind in {"instance_norm", "batch_norm"} and theirs is None and case.inputs[0][2:] == (1, 1)


EXPLAINED = {
    "single": (_is_single, "PyTorch does not normalise a map of one value, which could only become 0; its volume is known all the same"),
    "broadcast": (_is_broadcast, "archcalc multiplies like volumes, and those of C x 1 x 1; PyTorch stretches any axis of 1, "
                                 "which in a drawing of a network is a mistake more often than meant"),
    "large": (_is_large, "sizes past 2^31 - 1: archcalc refuses them, the meta device, which holds no values, does not"),
    "empty": (_is_empty, "volumes and kernels of no values: PyTorch computes nothing with them, a specification may not hold them"),
    "half-padding": (_is_half_padding, "PyTorch alone refuses a pooling's padding of more than half its kernel; ONNX and "
                                       "Caffe allow whatever is smaller than the kernel"),
    "unseen": (_is_unseen, "windows that step over the whole input: PyTorch's maximum is minus infinity, a mistake more often than meant"),
    "unchecked": (_is_unchecked, "the meta device does not check it; PyTorch itself, on values, refuses as archcalc does"),
}
"""Differences that are known, each with a rule that recognises it and the reason."""


def outcome(case: Case, mine: Answer, torch: Answer) -> str:
    """agreed, refused (by both), the explanation of a difference, or `differ`."""
    if mine == torch:
        return "agreed" if mine else "refused"
    return next((name for name, (rule, _) in EXPLAINED.items() if rule(case, mine, torch)), "differ")


def main(arguments: list[str]) -> int:
    count = int(arguments[arguments.index("--cases") + 1]) if "--cases" in arguments else CASES
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in GENERATORS}
    kept: list[Any] = []
    for case in cases(count):
        mine = ours(case)
        try:
            torch = theirs(case)
            found = outcome(case, mine, torch)
        except Unsupported:
            torch, found = None, "skipped"
        counts[case.kind][found] += 1
        if found == "differ":
            print(f"DIFFER {case.kind} {case.attributes} on {case.inputs}: archcalc {mine}, PyTorch {torch}")
        elif found != "skipped" and counts[case.kind][found] <= SAMPLED:
            kept.append([*case, found, torch])
    for kind, each in counts.items():
        print(f"{kind:18}", ", ".join(f"{name} {number:,}" for name, number in sorted(each.items())))
    total = sum(counts.values(), Counter())
    print(f"{total.total():,} configurations:", ", ".join(f"{name} {number:,}" for name, number in sorted(total.items())))
    for name, (_, reason) in EXPLAINED.items():
        print(f"  {name}: {reason}")
    if "--record" in arguments:
        write(counts, kept)
    return 1 if total["differ"] else 0


def write(counts: dict[str, Counter[str]], kept: list[Any]) -> None:
    """The counts and the sample: a line a case."""
    import torch

    lines = ",\n".join(json.dumps(row) for row in kept)
    head = json.dumps({"torch": torch.__version__, "seed": SEED, "counts": counts})
    RECORDED.write_text(f'{head[:-1]},\n"cases": [\n{lines}\n]}}\n', "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
