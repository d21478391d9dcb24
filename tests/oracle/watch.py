"""What a torch model multiplies in one forward pass."""

import math
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any


def storage(tensor: Any) -> int:
    """What a parameter and its views have in common."""
    return int(tensor.untyped_storage()._cdata)


class Counts:
    """What one forward pass used: the layers in order, each weight and bias once."""

    def __init__(self, parameters: Iterable[Any]) -> None:
        self.layers: list[list[Any]] = []
        self.weights: dict[int, Any] = {}
        self.biases: dict[int, Any] = {}
        self.attention = 0
        self.parameters = {storage(p) for p in parameters}

    def layer(self, kind: str, shape: Any, weight: Any, bias: Any, macs: int) -> None:
        self.layers.append([kind, list(shape), list(weight.shape), macs])
        self.weights[storage(weight)] = weight
        if bias is not None:
            self.biases[storage(bias)] = bias

    def conv(self, out: Any, _: Any, weight: Any, bias: Any = None, *__: Any) -> None:
        self.layer("conv", out.shape[out.shape[0] == 1:], weight, bias, out.numel() * math.prod(weight.shape[1:]))

    def conv_transpose(self, out: Any, x: Any, weight: Any, bias: Any = None, *__: Any) -> None:
        self.layer("conv_transpose", out.shape[out.shape[0] == 1:], weight, bias, x.numel() * math.prod(weight.shape[1:]))

    def linear(self, out: Any, x: Any, weight: Any, bias: Any = None) -> None:
        rows, units = out.numel() // out.shape[-1], out.shape[-1]
        self.layer("linear", [rows, units] if rows > 1 else [units], weight, bias, out.numel() * x.shape[-1])

    def matmul(self, out: Any, a: Any, b: Any) -> None:
        if storage(b) in self.parameters:
            self.linear(out, a, b.mT)
        elif storage(a) in self.parameters:
            self.linear(out.mT, b.mT, a)
        else:
            self.attention += out.numel() * a.shape[-1]

    def einsum(self, out: Any, equation: str, operands: Any, **_: Any) -> None:
        left, result = equation.replace(" ", "").split("->")
        pairs = (pair for names, x in zip(left.split(","), operands, strict=True) for pair in zip(names, x.shape, strict=True))
        assert not {storage(x) for x in operands} & self.parameters, "a product of weights"
        self.attention += math.prod(dict(pairs).values()) if set(left) - {","} > set(result) else 0

    def attend(self, out: Any, q: Any, k: Any, *_: Any, **__: Any) -> None:
        self.attention += (q.numel() + out.numel()) * k.shape[-2]


def watch(model: Any, inputs: Iterable[Any], parameters: Iterable[Any]) -> Counts:
    """Run the model once on its inputs and count every multiplying operation that it calls."""
    torch = import_module("torch")
    counts = Counts(parameters)
    rules: dict[str, Callable[..., None]] = {
        **dict.fromkeys(("conv1d", "conv2d", "conv3d"), counts.conv),
        **dict.fromkeys(("conv_transpose1d", "conv_transpose2d", "conv_transpose3d"), counts.conv_transpose),
        "linear": counts.linear,
        "matmul": counts.matmul,
        "einsum": counts.einsum,
        "scaled_dot_product_attention": counts.attend,
    }
    unknown = {"mm", "bmm", "addmm", "baddbmm", "convolution", "_native_multi_head_attention"}

    class Watch(import_module("torch.utils._python_dispatch").TorchDispatchMode):  # type: ignore[misc]
        def __torch_dispatch__(self, function: Any, _: Any, args: Any = (), kwargs: Any = None) -> Any:
            out = function(*args, **(kwargs or {}))
            name = function._schema.name.removeprefix("aten::")
            assert name not in unknown, f"{name} multiplies, but has no rule"
            if name in rules:
                rules[name](out, *args, **(kwargs or {}))
            return out

    torch.backends.mha.set_fastpath_enabled(False)
    with torch.inference_mode(), Watch():
        model(*inputs)
    return counts
