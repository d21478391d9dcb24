"""The function that brings archcalc's weights into a module of PyTorch."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.executor.weights.names import declared
from archcalc.exporting.source.python_names import PythonNames
from archcalc.exporting.source.python_text import quoted_text
from archcalc.exporting.source.source_program import SourceProgram
from archcalc.exporting.source.weight_names import WeightName, name_function, name_rules, name_tables
from archcalc.network.graph import Graph

_LOADER = '''
def load_weights(model, tensors):
    """Copy the weights of archcalc, by its names of them; {example}.

    `archcalc weights NAME --save-weights net.safetensors` writes a file of them, and
    `load_weights(model, safetensors.torch.load_file("net.safetensors"))` reads it.
    """
    kept = model.state_dict()
    with torch.no_grad():
        for name, value in (*model.named_parameters(), *model.named_buffers()):
            if name in kept and not name.endswith("num_batches_tracked"):
                value.copy_(tensors[archcalc_name(name)])


def archcalc_name(name):
    """archcalc's name of a parameter or buffer."""
'''


def loader(graph: Graph, program: SourceProgram, names: PythonNames) -> str:
    """The text of the function that copies archcalc's weights into the network. Raises ArchcalcError."""
    weights = [*_weights(graph, program, names)]
    rules = name_rules(weights)
    nested = next((each for each in weights if "/" in "/".join(each.own_path)), None)
    example = f"{nested.own_name} is {nested.name}" if nested else "they are the same here"
    text = _LOADER.format(example=quoted_text(example)).strip("\n") + "\n" + name_function(rules)
    return "\n".join([*name_tables(rules), text])


def _weights(graph: Graph, program: SourceProgram, names: PythonNames) -> Iterator[WeightName]:
    """Every weight by both names."""
    for layer, key, _ in declared(graph):
        own_path = tuple(part.name for part in program.paths[layer])
        yield WeightName(key, program.forms[layer].weights.get(key, key), own_path, tuple(names.path(layer)))
