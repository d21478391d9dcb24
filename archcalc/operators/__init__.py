"""The operators, one to a file; being there is being registered. A file called *_table.py holds a family as rows."""

from collections.abc import Collection
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from archcalc import files
from archcalc.errors import quoted
from archcalc.registry import did_you_mean
from archcalc.rules.operator import Op

_FOLDER = Path(__file__).parent
_ELSEWHERE = {
    "bn": "batch_norm", "cat": "concat", "concatenate": "concat", "deconv": "conv_transpose",
    "deconvolution": "conv_transpose", "dense": "linear", "depthwiseconv": "conv", "fc": "linear",
    "fullyconnected": "linear", "gap": "global_avg_pool", "gemm": "linear", "gn": "group_norm",
    "innerproduct": "linear", "interpolate": "upsample", "ln": "layer_norm", "localresponsenorm": "lrn",
    "mha": "attention", "multihead": "attention", "multiheadattention": "attention", "mul": "multiply",
    "patchembedding": "conv", "permute": "transpose", "resize": "upsample", "selfattention": "attention",
    "separableconv": "conv", "split": "slice", "sum": "add", "swish": "silu", "transposedconv": "conv_transpose",
    "zeropad": "pad",
}
"""What other libraries and papers call an operator, without its hyphens and underscores."""


def find(kind: str) -> type[Op] | None:
    """The operator that a specification calls `kind`, or None. Only its file is read."""
    if kind not in Op.known:
        own = [_FOLDER / f"{kind}.py"] if kind.isidentifier() else []
        for path in [*own, *_FOLDER.glob("*_table.py")]:
            if files.is_there(path) and kind not in Op.known:
                import_module(f"archcalc.ops.{path.stem}")
    return Op.known.get(kind)


def suggested(kind: str, names: Collection[str]) -> str:
    """A hint for an operator that there is not: the name that it has here, else the nearest of `names`."""
    here = _ELSEWHERE.get(kind.lower().replace("-", "").replace("_", ""))
    return f"did you mean {quoted(here)}?" if here else did_you_mean(kind, names)


@lru_cache
def kinds() -> tuple[str, ...]:
    """The names of all operators, sorted. Every file is read."""
    for path in _FOLDER.glob("[!_]*.py"):
        import_module(f"archcalc.ops.{path.stem}")
    return tuple(sorted(Op.known))
