"""The configuration of a model, as Keras writes it down, as records.

Source: keras.src.saving.serialization_lib, Keras 3.15; tf.keras 2.15 for the older form of calls.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from archcalc.base.errors import Refused, printable, quoted
from archcalc.loading.keras.model_records import KerasModel, LayerCall, LayerRecord, StatedShape, TensorRef

_LONGEST = 120
_PARTS = ("layer", "backward_layer", "cell", "cells")
"""The keys of a configuration under which other layers stand."""


def of_config(config: Any) -> KerasModel:
    """The model of a configuration, a mapping with its class and what Keras calls its config. Raises Refused."""
    inner = config.get("config") if isinstance(config, dict) else None
    name = _named(config) if isinstance(config, dict) else ""
    if not isinstance(inner, (dict, list)) or not _is_model(config):
        raise Refused("keras", "it does not hold the layers of a model",
                      hint="a model of class Sequential or Functional has them; of another class, build "
                           "keras.Model(inputs, model.call(inputs)) and save that")
    if isinstance(inner, list):  # Keras 2.1 and older
        inner = {"layers": inner}
    listed = inner.get("layers")
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise Refused("keras", "its layers are no list of layers")
    if config["class_name"] == "Sequential":
        made = chained(name, [_layer(each) for each in listed], _shape(inner.get("build_input_shape"))
                       or _shape(_build(config)))
        return made._replace(trains=inner.get("trainable") is not False)
    layers = tuple([_layer(each)._replace(calls=tuple(_calls(each.get("inbound_nodes")))) for each in listed])
    return KerasModel(name, layers, _refs(inner.get("input_layers")), _refs(inner.get("output_layers")),
                      inner.get("trainable") is not False)


def _is_model(config: Mapping[str, Any]) -> bool:
    inner, kind = config.get("config"), config.get("class_name")
    return isinstance(kind, str) and kind in {"Sequential", "Functional", "Model"} and (
        isinstance(inner, list) or (isinstance(inner, dict) and "layers" in inner))


def chained(name: str, layers: list[LayerRecord], shape: StatedShape | None) -> KerasModel:
    """A model whose layers stand one behind another, with the input that they begin with. Raises Refused."""
    if not layers or layers[0].kind != "InputLayer":
        stated = layers[0].config.get("batch_input_shape") if layers else None
        begun = _shape(stated) or shape
        if begun is None:
            raise Refused("keras", "the size of its input is not in it: the model has not been built",
                          hint="begin with keras.Input(shape=(224, 224, 3)), or call model.build first, and save again")
        taken = {layer.name for layer in layers}
        free = next(word for word in ("input", "input_layer", "the_input", "the_input_layer") if word not in taken)
        layers = [LayerRecord(free, "InputLayer", True, {"batch_shape": list(begun)}), *layers]
    first, *others = layers
    _refuse_other_size(_shape(first.config.get("batch_shape") or first.config.get("batch_input_shape")), shape)
    before, found = TensorRef(first.name, 0, 0), [first._replace(calls=(LayerCall((), {}),))]
    begins = before
    for layer, after in zip(others, [*others[1:], None], strict=True):
        found.append(layer._replace(calls=(LayerCall((before,), {}),)))
        gives = _shape(after.built) if after is not None else None
        before = TensorRef(layer.name, 0, 0, gives)
    return KerasModel(name, tuple(found), (begins,), (before,))


def _refuse_other_size(begins: StatedShape | None, built: StatedShape | None) -> None:
    """Refuse a model that was built for another input than it begins with, which Keras passes over. Raises Refused."""
    if begins is None or built is None:
        return
    sizes, others = begins[1:], built[1:]
    if len(sizes) != len(others) or any(None not in pair and pair[0] != pair[1]
                                        for pair in zip(sizes, others, strict=True)):
        raise Refused("keras", f"it begins with an input of {quoted(list(sizes), '')}, and its build_input_shape is "
                               f"{quoted(list(others), '')}", hint="save the model again as it was built")


def _layer(given: Mapping[str, Any]) -> LayerRecord:
    """A layer, without its calls."""
    kind, config = given.get("class_name"), given.get("config")
    if not isinstance(kind, str) or not isinstance(config, dict):
        if isinstance(kind, str) and isinstance(config, list) and _is_model(given):
            return _model_layer(given, kind)
        raise Refused("keras", "a layer in it has no class_name and config")
    if _is_model(given):
        return _model_layer(given, kind)
    module = given.get("module")
    parts = {key: _part(config[key]) for key in _PARTS if isinstance(config.get(key), (dict, list))}
    stated = [list(_shapes_of(each.get("args"))) for each in given.get("inbound_nodes") or () if isinstance(each, dict)]
    return LayerRecord(_named(given), kind[:_LONGEST], _is_keras(module, given.get("registered_name")), config,
                       built=_build(given) or next((each[0] for each in stated if len(each) == 1), None), parts=parts,
                       identity=given.get("shared_object_id"), is_function=_is_function(module))


def _model_layer(given: Mapping[str, Any], kind: str) -> LayerRecord:
    return LayerRecord(_named(given), kind, True, {}, model=of_config(given), identity=given.get("shared_object_id"))


def _part(given: Any) -> tuple[LayerRecord, ...]:
    """The layers under a key: one, or a list of them."""
    several = given if isinstance(given, list) else [given]
    return tuple([_layer(each) for each in several if isinstance(each, dict) and "class_name" in each])


def _named(given: Mapping[str, Any]) -> str:
    """A layer's or model's name, as it can be shown."""
    config = given.get("config")
    name = given.get("name") or (config.get("name") if isinstance(config, dict) else None) or given.get("class_name")
    return shown_name(str(name))


def shown_name(name: str) -> str:
    """A name without what cannot be printed; slashes part modules here."""
    return printable(name)[:_LONGEST].replace("/", "|") or "layer"


def _is_keras(module: Any, registered: Any) -> bool:
    """True of a class that Keras brings, and not somebody's own of the same name."""
    if isinstance(registered, str) and ">" in registered:
        return False
    if module is None:  # files of Keras 2 name no modules
        return registered is None
    return isinstance(module, str) and (module == "keras" or module.startswith(("keras.", "tf_keras.", "tensorflow.")))


def _is_function(module: Any) -> bool:
    return isinstance(module, str) and module.startswith(("keras.src.ops", "keras.ops"))


def _build(given: Mapping[str, Any]) -> Any:
    """The shape for which a layer was built, or shapes by name."""
    built = given.get("build_config")
    if not isinstance(built, dict):
        return None
    return built.get("input_shape") or built.get("shapes_dict")


def _shape(given: Any) -> StatedShape | None:
    """A shape, if it is one: sizes, of which some are None."""
    if not isinstance(given, (list, tuple)) or not given or len(given) > 12:
        return None
    whole = all(size is None or (type(size) is int and size > 0) for size in given)
    return tuple(given) if whole else None


def _refs(given: Any) -> tuple[TensorRef, ...]:
    """The values of a model: [[layer, call, output], ...], one of them alone, or a mapping of them."""
    if isinstance(given, dict):
        given = list(given.values())
    if isinstance(given, list) and len(given) == 3 and isinstance(given[0], str):
        given = [given]
    if not isinstance(given, list):
        raise Refused("keras", "its inputs and outputs are not told")
    flat: list[TensorRef] = []
    for each in given:
        flat += _refs(each) if isinstance(each, list) and each and isinstance(each[0], list) else [_history(each)]
    return tuple(flat)


def _history(given: Any, shape: StatedShape | None = None) -> TensorRef:
    """An output as [layer, call, output]."""
    fits = isinstance(given, (list, tuple)) and len(given) >= 3 and isinstance(given[0], str)
    if not fits or not all(type(place) is int and place >= 0 for place in given[1:3]):
        raise Refused("keras", f"{quoted(given)} names no output of a layer")
    return TensorRef(shown_name(given[0]), given[1], given[2], shape)


def _calls(given: Any) -> Iterator[LayerCall]:
    """A layer's calls, in the form of Keras 3 or of Keras 2; a layer that reads nothing has one without arguments."""
    nodes = given if isinstance(given, list) else []
    if not nodes:
        yield LayerCall((), {})
    for node in nodes:
        if isinstance(node, dict):
            arguments, keywords = node.get("args"), node.get("kwargs")
            if not isinstance(arguments, list) or not isinstance(keywords, dict):
                raise Refused("keras", "a call in it has no args and kwargs")
            yield LayerCall(tuple([_argument(each) for each in arguments]),
                            {str(key): _argument(value) for key, value in keywords.items()})
        elif isinstance(node, list):
            yield _older_call(node)
        else:
            raise Refused("keras", "a call in it is no list and no mapping")


def _older_call(node: list[Any]) -> LayerCall:
    """A call as Keras 2 has it: [[layer, call, output, keywords], ...]."""
    several = [node] if node and isinstance(node[0], str) else node
    reads = [_history(each) for each in several]
    keywords = next((each[3] for each in several if len(each) > 3 and isinstance(each[3], dict)), {})
    told = {str(key): _history(value) if _looks_like_history(value) else value for key, value in keywords.items()}
    return LayerCall(tuple(reads) if len(reads) < 2 else (reads,), told)


def _looks_like_history(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 3 and isinstance(value[0], str) and type(value[1]) is int


def _argument(given: Any) -> Any:
    """An argument with a `TensorRef` for every value in it."""
    if isinstance(given, dict):
        if given.get("class_name") == "__keras_tensor__":
            inner = given.get("config")
            inner = inner if isinstance(inner, dict) else {}
            return _history(inner.get("keras_history"), _shape(inner.get("shape")))
        return {str(key): _argument(value) for key, value in given.items()}
    return [_argument(each) for each in given] if isinstance(given, list) else given


def _shapes_of(given: Any) -> Iterator[Any]:
    """The shapes of the values among arguments."""
    if isinstance(given, dict) and given.get("class_name") == "__keras_tensor__":
        inner = given.get("config")
        yield _shape(inner.get("shape")) if isinstance(inner, dict) else None
    elif isinstance(given, list):
        for each in given:
            yield from _shapes_of(each)
