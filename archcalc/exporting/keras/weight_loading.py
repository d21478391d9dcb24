"""The function that brings archcalc's weights into a model of Keras: by names, with the axes of kernels turned."""

from __future__ import annotations

from archcalc.exporting.keras.dashed_names import weight_names
from archcalc.exporting.source.python_text import quoted_text
from archcalc.exporting.source.source_program import SourceProgram
from archcalc.exporting.source.weight_names import name_function, name_rules, name_tables
from archcalc.network.graph import Graph

_LOADER = '''
def load_weights(model, tensors):
    """Copy the weights of archcalc, by its names of them; {example}.

    `archcalc weights NAME --save-weights net.safetensors` writes a file of them, and
    `load_weights(model, safetensors.numpy.load_file("net.safetensors"))` reads it.
    """
    for weight in model.weights:
        path = weight.path.replace("/", ".").replace("-", ".")
        name = archcalc_name(path)
{special}        if path.endswith("kernel"):  # (filters, channels, height, width) there
            value = value.transpose(*range(2, value.ndim), 1, 0)
        weight.assign(value.reshape(weight.shape))


def archcalc_name(name):
    """archcalc's name of a weight."""
'''
_VALUE = """        value = tensors[name]
"""
_THIRDS = '''        if name in tensors:
            value = tensors[name]
        else:  # queries, keys and values are one matrix there: of q, k and v_bias, qkv and qkv_bias
            layer, _, end = name.rpartition(".")
            value = np.split(tensors[f"{layer}.qkv{end[1:]}"], 3)["qkv".index(end[0])]
'''
_GATES = '''        if "gru_cell" in path:  # the reset gate comes first there
            value = update_first(value)
'''
_TWO_BIASES = '''            if path.endswith(".bias") and len(weight.shape) == 2:
                other = tensors[name.replace("bias_ih", "bias_hh")]
                value = np.stack([value, update_first(other)])
'''
_UPDATE_FIRST = '''def update_first(value):
    """The gates of a GRU in Keras's order: update, reset, new."""
    reset, update, new = np.split(value, 3)
    return np.concatenate([update, reset, new])


'''


def loader(graph: Graph, program: SourceProgram) -> str:
    """The text of the function that copies archcalc's weights into the network. Raises ArchcalcError."""
    weights = [*weight_names(graph, program)]
    rules = name_rules(weights)
    nested = next((each for each in weights if len(each.path) > 1), None) or next(iter(weights), None)
    example = f"{nested.own_name} is {nested.name}" if nested else "there are none"
    thirds = any(" " in there for form in program.forms.values() for there in form.weights.values())
    gates = any("gru_cell" in each.there for each in weights)
    both = any(not there for form in program.forms.values() for there in form.weights.values())
    special = (_THIRDS if thirds else _VALUE) + _GATES * gates + _TWO_BIASES * both
    text = _LOADER.format(example=quoted_text(example), special=special).strip("\n") + "\n" + name_function(rules)
    return "\n".join([*name_tables(rules), _UPDATE_FIRST * gates + text])
