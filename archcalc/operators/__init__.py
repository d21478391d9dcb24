"""The operators, one to a file; being there is being registered. A file called *_table.py holds a family as rows."""

from collections.abc import Collection
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from archcalc.base.errors import quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.operators.operator import Op

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


@lru_cache
def _modules() -> dict[str, str]:
    """The module of every operator and of every table of a family, by the file's name."""
    files = (path for path in _FOLDER.glob("*/[!_]*.py") if path.parent.name != "kernels")
    return {path.stem: f"{__name__}.{path.parent.name}.{path.stem}" for path in files}


def find(kind: str) -> type[Op] | None:
    """The operator that a specification calls `kind`, or None. Only its file is read, and tables of families."""
    modules = _modules()
    if kind in modules:
        import_module(modules[kind])
    if kind not in Op.known:
        for table in modules:
            if table.endswith("_table"):
                import_module(modules[table])
    return Op.known.get(kind)


def suggested(kind: str, names: Collection[str]) -> str:
    """A hint for an operator that there is not: the name that it has here, else the nearest of `names`."""
    here = _ELSEWHERE.get(kind.lower().replace("-", "").replace("_", ""))
    return f"did you mean {quoted(here)}?" if here else did_you_mean(kind, names)


@lru_cache
def kinds() -> tuple[str, ...]:
    """The names of all operators, sorted. Every file is read."""
    for module in _modules().values():
        import_module(module)
    return tuple(sorted(Op.known))
