"""Modules as people write them (tests/oracle/handwritten): everything that archcalc says of each, beside PyTorch.

    python tests/oracle/handwritten_modules.py                  # two thirds of them
    python tests/oracle/handwritten_modules.py --held-out       # the third that is kept back while rules are written
    python tests/oracle/handwritten_modules.py gpt unet         # the named ones
    python tests/oracle/handwritten_modules.py --record ...     # kept in tests/oracle/handwritten_modules.json

Of each module: parameters beside `sum(p.numel())`, twice the MACs beside FlopCounterMode's FLOPs, the largest difference of
a run on the module's own values in deviations of the output, and whether a specification written of it, and source for PyTorch
read back, have the same figures. What is refused is kept with its reason. The environment is that of record.py.
"""

import argparse
import json
import random
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RECORDED = Path(__file__).with_suffix(".json")
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parents[1])]
CLOSE = 1e-4


def everything() -> dict[str, tuple[Any, Any]]:
    """Every module's class and inputs."""
    from handwritten import others, sequences, vision

    return vision.MODULES | sequences.MODULES | others.MODULES


def held_out() -> frozenset[str]:
    """The third that no rule was written for."""
    return frozenset(random.Random(18).sample(sorted(everything()), len(everything()) // 3))


def tensors(sizes: Any) -> Any:
    """Values of the sizes that an input is written as, in whatever mappings and rows."""
    import torch

    if isinstance(sizes, str):
        axes, _, dtype = sizes.partition(":")
        shape = [int(axis) for axis in axes.split("x")]
        return torch.randint(1, 10, shape) if dtype else torch.randn(shape)
    if isinstance(sizes, dict):
        return {key: tensors(value) for key, value in sizes.items()}
    return type(sizes)(tensors(value) for value in sizes) if isinstance(sizes, (list, tuple)) else sizes


def made(name: str) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
    """A module in use, with values in its norms, and its arguments."""
    import torch

    torch.manual_seed(0)
    kind, (given, named) = everything()[name]
    module = kind().eval()
    with torch.no_grad():
        for key, value in module.named_buffers():
            if key.endswith(("running_mean", "running_var")):
                value.copy_(torch.rand_like(value) + 0.5)
    return module, tensors(given), tensors(named)


def flops(module: Any, given: Any, named: Any) -> int:
    """PyTorch's own count; of fused attention on the processor too."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode
    from torch_models import _fused

    module.requires_grad_(False)
    torch.backends.mha.set_fastpath_enabled(False)  # a fused encoder, which FlopCounterMode passes over
    with torch.no_grad(), FlopCounterMode(display=False, custom_mapping=_fused(torch)) as counter:
        module(*given, **named)
    return int(counter.get_total_flops())


def on_meta(name: str) -> int | None:
    """The same on the device meta, where recurrent layers are what they are made of."""
    from torch.utils._pytree import tree_map

    module, given, named = made(name)
    try:
        return flops(module.to("meta"), *tree_map(lambda value: value.to("meta") if hasattr(value, "to") else value, (given, named)))
    except Exception:  # what needs values
        return None


def apart(module: Any, given: Any, named: Any, spec: Any) -> float:
    """The largest difference of a run's outputs from the module's, in deviations of each."""
    import numpy as np
    import torch
    from torch.utils._pytree import tree_leaves

    from archcalc import build, run

    with torch.no_grad():
        theirs = [leaf.numpy() for leaf in tree_leaves(module(*given, **named)) if isinstance(leaf, torch.Tensor)]
    arrays = [leaf.numpy() for leaf in tree_leaves((given, named)) if isinstance(leaf, torch.Tensor)]
    graph = build(spec)
    inputs = [node.name for node in graph.nodes if "input" in node.op.traits]
    ours = list(run(graph, dict(zip(inputs, arrays, strict=True))).outputs.values())
    differences = []
    for value in theirs:
        like = [each for each in ours if each.size == value.size]
        if not like:
            raise ValueError(f"no output of {value.shape} among {[each.shape for each in ours]}")
        scale = float(value.std()) if value.size > 1 and value.std() else max(float(np.abs(value).max()), 1e-6)
        differences.append(min(float(np.abs(each.reshape(value.shape) - value).max()) / scale for each in like))
    return max(differences)


def written(spec: Any) -> dict[str, list[int]]:
    """What a specification of it has otherwise."""
    from archcalc import build
    from archcalc.exporting.specification.written_network import specification
    from archcalc.language.spec import read
    from archcalc.language.text.document import parse

    graph = build(spec)
    return differ(graph, build(read(parse(specification(graph, "module"), "text"), "net")))


def exported(spec: Any) -> dict[str, list[int]]:
    """What source for PyTorch has otherwise, read back."""
    import torch
    from torch_proof import module_of, network_of

    from archcalc import build, from_torch
    from archcalc.exporting.torch.source_file import source

    graph = build(spec)
    model = network_of(module_of(source(graph)), "cpu")
    tables = {place for node in graph.nodes if node.op.kind == "embedding" for place in node.inputs}
    given = [torch.zeros(*node.shape, dtype=torch.long if place in tables else torch.float32)
             for place, node in enumerate(graph.nodes) if "input" in node.op.traits]
    return differ(graph, build(from_torch(model, *given)))


def differ(one: Any, other: Any) -> dict[str, list[int]]:
    """The totals that two networks do not share."""
    from archcalc import analyze

    ours, theirs = analyze(one).totals, analyze(other).totals
    return {key: [ours[key], theirs[key]] for key in ("params", "buffers", "macs") if ours[key] != theirs[key]}


def tried(function: Callable[..., Any], *given: Any) -> Any:
    """What a function gives, or the first line of what it said."""
    try:
        return function(*given)
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0][:300]}" if str(error) else type(error).__name__


def found(name: str) -> dict[str, Any]:
    """All that is found of a module."""
    from archcalc import analyze, build, from_torch

    module, given, named = made(name)
    row: dict[str, Any] = {"params": sum(each.numel() for each in module.parameters())}
    try:
        spec = from_torch(module, *given, values=True, **named)
        graph = build(spec)
    except Exception as error:
        return row | {"failed": str(error)[:300]}
    totals = analyze(graph).totals
    row |= {"archcalc": {"params": totals["params"], "flops": 2 * totals["macs"]}}
    row["uncounted"] = sorted({str(node.op.attributes["operator"]) for node in graph.nodes if "opaque" in node.op.traits})
    difference = tried(apart, module, given, named, spec)
    row["apart"] = float(f"{difference:.1e}") if isinstance(difference, float) else difference
    row |= {"written": tried(written, spec), "source": tried(exported, spec)}
    row |= {"flops": tried(flops, module, given, named), "flops_on_meta": on_meta(name)}
    return row


def faults(row: dict[str, Any]) -> list[str]:
    """The checks that a module does not pass, each in a few words."""
    if "failed" in row:
        return [f"not captured: {row['failed']}"]
    ours, checks = row["archcalc"], []
    if ours["params"] != row["params"]:
        checks.append(f"parameters {ours['params']}, not {row['params']}")
    if ours["flops"] not in {row["flops"], row["flops_on_meta"]}:
        checks.append(f"FLOPs {ours['flops']}, not {row['flops']} or {row['flops_on_meta']}{' (told)' if row['uncounted'] else ''}")
    if not isinstance(row["apart"], float) or row["apart"] > CLOSE:
        checks.append(f"values: {row['apart']}")
    return checks + [f"{word}: {row[word]}" for word in ("written", "source") if row[word]]


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    wanted = given.names or [name for name in everything() if (name in held_out()) == given.held_out]
    record: dict[str, Any] = json.loads(RECORDED.read_text()) if RECORDED.exists() else {}
    whole = 0
    for name in wanted:
        record[name] = found(name)
        missed = faults(record[name])
        whole += not missed
        print(f"{name:20}", "; ".join(missed) or "all equal", flush=True)
    if given.record:
        rows = ",\n".join(f" {json.dumps(each)}: {json.dumps(record[each])}" for each in sorted(record))
        RECORDED.write_text(f"{{\n{rows}\n}}\n")
    print(f"{whole} of {len(wanted)} all equal")
    return 0


if __name__ == "__main__":
    sys.exit(main())
