"""Networks of PyTorch and Keras, as their own exporters capture them."""

from __future__ import annotations

from typing import Any

from archcalc.api.arguments import public
from archcalc.api.network import Network
from archcalc.loading import library

__all__ = ["from_keras", "from_torch"]


@public
def from_torch(module: Any, *inputs: Any, values: bool = False, **keywords: Any) -> Network:
    """The network of a torch.nn.Module, as it works on inputs like these. Raises ArchcalcError.

    PyTorch captures it; nothing is computed, so that modules and inputs on the device `meta` will do. The result is
    a network like any other: analyze(from_torch(module, x)). The first axis of the first input is the batch; keywords
    are those of the module's forward pass: from_torch(model, input_ids=ids). Its parameters are all that the module
    has; what no layer reads stands in a row of its own. With `values` a run or an export is on its own values, as they
    are by then, unless it says otherwise.
    """
    from archcalc.loading import frameworks

    return Network(*frameworks.from_torch(module, *inputs, values=values, **keywords))


@public
def from_keras(model: Any, *, input_size: str | None = None) -> Network:
    """The network of a Keras model, Sequential or Functional. Raises ArchcalcError. `input_size` gives open sizes."""
    from archcalc.loading import frameworks

    return Network(*library.adapted(frameworks.from_keras(model), input_size=input_size))
