"""PyTorch's own test samples: what OpInfo and ModuleInfo try on every operator and module, and what archcalc says of them.

    pip install expecttest
    python tests/oracle/torch_samples.py             # agreed, skipped and why, differ
    python tests/oracle/torch_samples.py --record    # also writes torch_samples.json, which tests/operators/test_torch_samples.py reads

The environment is that of record.py. A sample is skipped where archcalc has nothing like it, with the reason: images without a
batch, one or three dimensions, padding with other things than zeros. Compared is the output's shape, of modules the number of
parameters too, and of samples that PyTorch expects to fail, the refusal.
"""

import json
import sys
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from configurations import EXPLAINED, Case, Unsupported, ours, outcome

RECORDED = Path(__file__).parent / "torch_samples.json"
Given = dict[str, Any]


def image(x: Any) -> Any:
    """The shape of a batch of images; others are skipped."""
    if not isinstance(x, torch.Tensor) or x.dim() != 4:
        raise Unsupported("no batch of images")
    if 0 in x.shape:
        raise Unsupported("a volume of no values")
    return tuple(x.shape)


def two(value: Any) -> Any:
    if not isinstance(value, (list, tuple)):
        return value
    return list(value) if len(value) == 2 else value[0] if len(value) == 1 else value


def positional(names: str, arguments: tuple[Any, ...], keywords: Given) -> Given:
    return dict(zip(names.split(), arguments, strict=False)) | keywords


def convolution(kind: str) -> Callable[..., Case]:
    more = " output_padding groups dilation" if kind == "conv_transpose" else " dilation groups"

    def case(x: Any, weight: Any, *rest: Any, **keywords: Any) -> Case:
        given = positional(f"bias stride padding{more}", rest, keywords)
        shape = image(x)
        if x.dtype.is_complex or weight.dim() != 4:
            raise Unsupported("complex numbers")
        filters = weight.shape[0] if kind == "conv" else weight.shape[1] * given.get("groups", 1)
        if weight.shape[1 if kind == "conv" else 0] != (shape[1] // given.get("groups", 1) if kind == "conv" else shape[1]):
            raise Unsupported("weights of another size than the input asks for, which archcalc works out itself")
        if isinstance(given.get("bias"), torch.Tensor) and (given["bias"].dim() != 1 or given["bias"].shape[0] != filters):
            raise Unsupported("weights of another size than the input asks for, which archcalc works out itself")
        attributes = {"filters": filters, "kernel": list(weight.shape[2:]), "bias": given.get("bias") is not None}
        attributes |= {name: two(given[name]) for name in ("stride", "padding", "dilation", "groups", "output_padding") if name in given}
        return Case(kind, attributes, [shape])

    return case


def pool(kind: str) -> Callable[..., Case]:
    def case(x: Any, *rest: Any, **keywords: Any) -> Case:
        names = ("kernel_size stride padding dilation ceil_mode return_indices" if kind == "max_pool" else
                 "kernel_size stride padding ceil_mode count_include_pad divisor_override")
        given = positional(names, rest, keywords)
        shape = image(x)
        if given.get("divisor_override"):
            raise Unsupported("another divisor")
        attributes = {"kernel": two(given["kernel_size"]), "ceil": given.get("ceil_mode", False)}
        attributes |= {name: two(given[name]) for name in ("stride", "padding", "dilation") if given.get(name) is not None}
        return Case(kind, attributes, [shape])

    return case


def adaptive(kind: str) -> Callable[..., Case]:
    def case(x: Any, output_size: Any, *rest: Any, **keywords: Any) -> Case:
        shape, size = image(x), output_size if isinstance(output_size, (list, tuple)) else (output_size, output_size)
        return Case(kind, {"output": [each if each is not None else shape[2 + i] for i, each in enumerate(size)]}, [shape])

    return case


def pad(x: Any, sides: Any, mode: str = "constant", value: float = 0) -> Case:
    sides, shape = list(sides), image(x)
    if mode != "constant" or value or len(sides) > 4 or min(sides, default=0) < 0:
        raise Unsupported("padding with other things than zeros, negative, or of channels before")
    left, right, top, bottom = [*sides, 0, 0, 0, 0][:4]
    return Case("pad", {"sides": [top, bottom, left, right]}, [shape])


def interpolate(x: Any, size: Any = None, scale_factor: Any = None, mode: str = "nearest", align_corners: Any = None, **other: Any) -> Case:
    shape = image(x)
    if other.get("antialias"):
        raise Unsupported("interpolation without aliases")
    named = {"size": two(size)} if size is not None else {"scale": two(scale_factor)}
    return Case("upsample", named | {"mode": mode, "corners": bool(align_corners)}, [shape])


def one(kind: str, **names: str) -> Callable[..., Case]:
    """An operator of one image, whose attributes PyTorch calls otherwise."""
    def case(x: Any, *rest: Any, **keywords: Any) -> Case:
        given = positional(" ".join(names), rest, keywords)
        return Case(kind, {mine: given[theirs] for theirs, mine in names.items() if theirs in given}, [image(x)])

    return case


def pointwise(kind: str) -> Callable[..., Case]:
    def case(x: Any, *rest: Any, **keywords: Any) -> Case:
        if x.dim() not in {2, 3, 4} or 0 in x.shape:
            raise Unsupported("neither a volume, tokens nor vectors")
        return Case(kind, {}, [tuple(x.shape)])

    return case


def linear(x: Any, weight: Any, bias: Any = None) -> Case:
    if x.dim() not in {2, 3} or weight.dim() != 2 or 0 in x.shape:
        raise Unsupported("neither tokens nor vectors")
    return Case("linear", {"units": weight.shape[0], "bias": bias is not None}, [tuple(x.shape)])


def flat(x: Any, start_dim: int = 0, end_dim: int = -1) -> Case:
    if start_dim != 1 or end_dim not in {-1, x.dim() - 1}:
        raise Unsupported("the batch is flattened too, or not all the rest")
    return pointwise("flatten")(x)


def joined(xs: Any, dim: int = 0, **_: Any) -> Case:
    if not xs or dim not in {1, -3} or any(x.dim() != 4 or 0 in x.shape for x in xs):
        raise Unsupported("joined along another axis than channels")
    return Case("concat", {}, [tuple(x.shape) for x in xs])


OPS = {
    "nn.functional.conv2d": convolution("conv"), "nn.functional.conv_transpose2d": convolution("conv_transpose"),
    "nn.functional.max_pool2d": pool("max_pool"), "nn.functional.avg_pool2d": pool("avg_pool"),
    "nn.functional.adaptive_avg_pool2d": adaptive("adaptive_avg_pool"), "nn.functional.adaptive_max_pool2d": adaptive("adaptive_max_pool"),
    "nn.functional.pad": pad, "nn.functional.interpolate": interpolate, "nn.functional.linear": linear, "cat": joined,
    "nn.functional.pixel_shuffle": one("pixel_shuffle", upscale_factor="factor"), "nn.functional.channel_shuffle": one("channel_shuffle", groups="groups"),
    "nn.functional.group_norm": one("group_norm", num_groups="groups"), "nn.functional.local_response_norm": one("lrn", size="size"),
    "nn.functional.batch_norm": one("batch_norm"), "nn.functional.instance_norm": one("instance_norm"),
    **{f"nn.functional.{theirs}": pointwise(mine) for theirs, mine in {
        "relu": "relu", "relu6": "relu6", "gelu": "gelu", "silu": "silu", "elu": "elu", "leaky_relu": "leaky_relu", "hardswish": "hard_swish",
        "hardsigmoid": "hard_sigmoid", "dropout": "dropout", "softmin": "softmax"}.items()},
    "sigmoid": pointwise("sigmoid"), "tanh": pointwise("tanh"), "softmax": pointwise("softmax"), "flatten": flat,
}
"""What archcalc has of PyTorch's operators; the others are counted as unsupported."""


def of_module(module: Any, x: Any) -> Case:
    """A module and its input as archcalc writes it."""
    name = type(module).__name__
    if name in {"Conv2d", "ConvTranspose2d", "LazyConv2d", "LazyConvTranspose2d"}:
        kind = "conv_transpose" if "Transpose" in name else "conv"
        if module.padding_mode != "zeros":
            raise Unsupported("padding with other things than zeros")
        more = {"output_padding": two(module.output_padding)} if kind == "conv_transpose" else {}
        return Case(kind, {"filters": module.out_channels, "kernel": two(module.kernel_size), "stride": two(module.stride),
                           "groups": module.groups, "padding": two(module.padding), "dilation": two(module.dilation),
                           "bias": module.bias is not None} | more, [image(x)])
    functions: dict[str, Callable[[], Case]] = {
        "MaxPool2d": lambda: pool("max_pool")(x, module.kernel_size, module.stride, module.padding, module.dilation, module.ceil_mode),
        "AvgPool2d": lambda: pool("avg_pool")(
            x, module.kernel_size, module.stride, module.padding, module.ceil_mode, True, module.divisor_override),
        "AdaptiveAvgPool2d": lambda: adaptive("adaptive_avg_pool")(x, module.output_size),
        "AdaptiveMaxPool2d": lambda: adaptive("adaptive_max_pool")(x, module.output_size),
        "ZeroPad2d": lambda: pad(x, module.padding), "Linear": lambda: linear(x, module.weight, module.bias),
        "BatchNorm2d": lambda: Case("batch_norm", {"affine": module.affine}, [image(x)]),
        "InstanceNorm2d": lambda: Case("instance_norm", {"affine": module.affine}, [image(x)]),
        "GroupNorm": lambda: Case("group_norm", {"groups": module.num_groups, "affine": module.affine}, [image(x)]),
        "LocalResponseNorm": lambda: Case("lrn", {"size": module.size}, [image(x)]),
        "PReLU": lambda: _prelu(module, x), "LayerNorm": lambda: _layer_norm(module, x),
        **{theirs: (lambda mine=mine: pointwise(mine)(x)) for theirs, mine in {
            "ReLU": "relu", "ReLU6": "relu6", "GELU": "gelu", "SiLU": "silu", "ELU": "elu", "LeakyReLU": "leaky_relu",
            "Hardswish": "hard_swish", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softmax": "softmax", "Softmax2d": "softmax"}.items()},
    }
    if name not in functions:
        raise Unsupported("no such operator")
    if "Norm" in name and getattr(module, "weight", None) is not None and module.bias is None:
        raise Unsupported("a norm with a scale and no shift")
    return functions[name]()


def _prelu(module: Any, x: Any) -> Case:
    if module.num_parameters not in {1, image(x)[1]}:
        raise Unsupported("slopes for other channels")
    return Case("prelu", {"slopes": "one" if module.num_parameters == 1 else "channels"}, [image(x)])


def _layer_norm(module: Any, x: Any) -> Case:
    if x.dim() not in {2, 3} or tuple(module.normalized_shape) != tuple(x.shape[-1:]):
        raise Unsupported("a norm over several axes")
    return Case("layer_norm", {"affine": module.elementwise_affine}, [tuple(x.shape)])


class Tally:
    """What was found of each operator."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}
        self.reasons: Counter[str] = Counter()
        self.kept: list[Any] = []

    def add(self, name: str, made: Callable[[], Case], theirs: Callable[[], Any]) -> None:
        counts = self.counts.setdefault(name, Counter())
        try:
            case = made()
        except (Unsupported, ArithmeticError, AttributeError, RuntimeError, TypeError) as why:
            counts["skipped"] += 1
            self.reasons[str(why) if isinstance(why, Unsupported) else "what no specification can say"] += 1
            return
        answer = theirs()
        mine = ours(case)
        if answer is not None and answer[1] is None and mine is not None:
            answer = answer[0], mine[1]  # functions hold no parameters
        found = outcome(case, mine, answer)
        counts[found] += 1
        if found == "differ":
            print(f"DIFFER {name} {case}: archcalc {mine}, PyTorch {answer}")
        self.kept.append([*case, found, answer])


def shape_of(y: Any) -> Any:
    return tuple((y[0] if isinstance(y, tuple) else y).shape)


def operators(tally: Tally) -> None:
    from torch.testing._internal.common_methods_invocations import op_db

    for info in op_db:
        if info.name not in OPS or info.variant_test_name:
            continue
        for sample in info.sample_inputs("cpu", torch.float32):
            tally.add(info.name, lambda info=info, sample=sample: OPS[info.name](sample.input, *sample.args, **sample.kwargs),
                      lambda info=info, sample=sample: (shape_of(info.op(sample.input, *sample.args, **sample.kwargs)), None))
        for error in info.error_inputs("cpu") if info.error_inputs_func else ():
            sample = error.sample_input
            tally.add(f"{info.name} (to fail)",
                      lambda info=info, sample=sample: OPS[info.name](sample.input, *sample.args, **sample.kwargs), lambda: None)


def modules(tally: Tally) -> int:
    from torch.testing._internal.common_modules import module_db

    count = 0
    for info in module_db:
        for training in (False, True):
            for given in info.module_inputs_func(info, device="cpu", dtype=torch.float32, requires_grad=False, training=training):
                if given.forward_input is None:
                    continue
                arguments, keywords = given.constructor_input.args, given.constructor_input.kwargs
                x = (given.forward_input.args or (None,))[0]
                count += 1
                try:
                    module = info.module_cls(*arguments, **keywords).train(training)
                    y = module(*given.forward_input.args, **given.forward_input.kwargs)
                except Exception as error:
                    tally.reasons[f"PyTorch itself: {type(error).__name__}"] += 1
                    continue
                parameters = sum(each.numel() for each in module.parameters())
                tally.add(info.module_cls.__name__, lambda module=module, x=x: of_module(module, x),
                          lambda y=y, n=parameters: (shape_of(y), n))
    return count


def main() -> int:
    warnings.simplefilter("ignore")
    tally = Tally()
    operators(tally)
    modules(tally)
    for name, counts in tally.counts.items():
        print(f"{name:45}", ", ".join(f"{found} {number:,}" for found, number in sorted(counts.items())))
    total = sum(tally.counts.values(), Counter())
    print(f"{total.total():,} samples:", ", ".join(f"{found} {number:,}" for found, number in sorted(total.items())))
    for reason, number in tally.reasons.most_common():
        print(f"  skipped {number:5,}: {reason}")
    for name in sorted(set(total) & set(EXPLAINED)):
        print(f"  {name}: {EXPLAINED[name][1]}")
    if "--record" in sys.argv:
        kept = list({json.dumps(row): None for row in tally.kept})
        head = json.dumps({"torch": torch.__version__, "counts": tally.counts, "skipped": tally.reasons})
        RECORDED.write_text(head[:-1] + ',\n"cases": [\n' + ",\n".join(kept) + "\n]}\n", "utf-8")
    return 1 if total["differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
