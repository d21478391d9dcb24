"""Configurations of Keras's models as Keras writes them: tensors, layers, functional models; and their networks."""

import json
from zipfile import ZIP_DEFLATED, ZipFile

import archcalc


def loaded(folder, config, name="m.keras", **more):
    """The network of a configuration, in a .keras archive or as JSON."""
    text = config if isinstance(config, (str, bytes)) else json.dumps(config)
    path = folder / name
    if path.suffix == ".keras":
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            archive.writestr("config.json", text)
    else:
        path.write_text(text if isinstance(text, str) else text.decode())
    return archcalc.load(str(path), **more)


def tensor(layer, *shape, call=0, output=0):
    return {
        "class_name": "__keras_tensor__",
        "config": {"shape": [None, *shape], "dtype": "float32", "keras_history": [layer, call, output]},
    }


def layer(kind, name, reads=(), calls=None, module="keras.layers", registered=None, **config):
    """A layer of a functional model; `reads` are what its only call reads."""
    nodes = [[*reads]] if calls is None else calls
    return {
        "module": module,
        "class_name": kind,
        "registered_name": registered,
        "name": name,
        "config": {"name": name, **config},
        "inbound_nodes": [{"args": each, "kwargs": {}} for each in nodes],
    }


def functional(*layers, shape=(8, 8, 3), outputs=None, name="net"):
    first = {
        "module": "keras.layers",
        "class_name": "InputLayer",
        "name": "x",
        "config": {"batch_shape": [None, *shape], "name": "x"},
        "inbound_nodes": [],
    }
    return {
        "module": "keras",
        "class_name": "Functional",
        "config": {
            "name": name,
            "layers": [first, *layers],
            "input_layers": [["x", 0, 0]],
            "output_layers": outputs or [[layers[-1]["name"], 0, 0]],
        },
    }


def dense(name, units, *reads, **more):
    return layer("Dense", name, reads, units=units, use_bias=True, activation="linear", **more)
