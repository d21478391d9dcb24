"""The tensors of libraries' state dicts matched with archcalc's layers, by what flows through them, not by their order.

    python tests/oracle/state_dicts.py --find LIBRARY    # its models that hold as many values as a bundled network, array for array
    python tests/oracle/state_dicts.py --align LIBRARY   # each of them aligned, into tests/oracle/aligned/LIBRARY.json
    python tests/oracle/state_dicts.py --pack LIBRARY    # what was aligned, packed into archcalc/executor/weights/libraries/
    python tests/oracle/state_dicts.py --check [LIBRARY] # files of untrained models run by archcalc against the library

The environment is that of record.py, with NumPy. A model gets random weights and random statistics of its norms, and runs
once; the volume that each of its modules reads is kept as a fingerprint. The bundled network is then run layer by layer in
PyTorch (twin.py): a layer takes a module whose tensors have its shapes and whose volume is the one that the layer reads.
Where two modules read the same volume, the first is tried, and another where the rest does not come out. Networks of
more than a thousand layers run in double precision, in which rounding does not grow into another volume.
"""

import json
import logging
import re
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from math import prod
from pathlib import Path
from typing import Any, NamedTuple

import torch
import twin
from record import without_compiled_operators

from archcalc import build, load, run
from archcalc.base.errors import ArchcalcError
from archcalc.executor.weights import library_names
from archcalc.executor.weights.names import declared
from archcalc.executor.weights.state_dicts import fits, flattened
from archcalc.loading import library
from archcalc.network.graph import Graph
from archcalc.network.subgraph import up_to

HERE = Path(__file__).parent
FOUND = HERE / "aligned"
LIBRARIES = ("torchvision", "timm", "pytorchcv")
MOST_STEPS = 30_000
CLOSE = 2e-3
TOLD = "nothing in a file tells them apart"
"""Words of a refusal: the names are those of the network's own model and of another one."""
DEEP = 1000
MADE = {"pytorchcv": {"get_resnext_cifar(blocks=29, cardinality=8, bottleneck_width=64)": (
    "resnext_cifar", "get_resnext_cifar", {"num_classes": 10, "blocks": 29, "cardinality": 8, "bottleneck_width": 64})}}
"""Models without a name of their own: a library's function, and what it is given."""
MOST_PRODUCTS = 1_000_000_000
SMALL = ("3x64x64", "3x96x96", "3x128x128")
_DROPPED = re.compile(r"num_batches_tracked|relative_position_index|attn_mask|relative_coords_table")
_AUXILIARY = {"torchvision": re.compile(r"(?:aux1|aux2|AuxLogits)\.")}
_KEYS = tuple((re.compile(pattern), key) for pattern, key in (
    (r"(.*?)\.?in_proj_weight", "qkv"), (r"(.*?)\.?in_proj_bias", "qkv_bias"),
    (r"(.*self_attention)\.out_proj\.weight", "proj"), (r"(.*self_attention)\.out_proj\.bias", "proj_bias"),
    (r"(.*?\.?attn)\.qkv\.weight", "qkv"), (r"(.*?\.?attn)\.qkv\.bias", "qkv_bias"),
    (r"(.*?\.?attn)\.proj\.weight", "proj"), (r"(.*?\.?attn)\.proj\.bias", "proj_bias"),
    (r"(.*?\.?attn)\.relative_position_bias_table", "position_bias"),
    (r"(.*\.?(?:class_token|cls_token))", "token"), (r"(.*\.?(?:pos_embedding|pos_embed))", "embedding"),
    (r"(.*\.?(?:layer_scale|gamma|gamma1|gamma2))", "scale"),
    (r"(.*)\.running_mean", "mean"), (r"(.*)\.running_var", "variance"), (r"(.*)\.weight", "weight"),
    (r"(.*)\.bias", "bias")))


class Print(NamedTuple):
    """A volume in five numbers, whatever the order of its values."""

    size: int
    mean: float
    deviation: float
    low: float
    high: float

    def like(self, other: "Print") -> bool:
        bound = CLOSE * max(self.deviation, 1e-20)
        return self.size == other.size and all(abs(a - b) <= bound for a, b in zip(self[1:], other[1:], strict=True))


def fingerprint(x: Any) -> Print:
    x = x.detach()
    deviation, mean = torch.std_mean(x, correction=0)
    return Print(x.numel(), float(mean), float(deviation), float(x.min()), float(x.max()))


def model_names(name: str) -> list[str]:
    if name == "torchvision":
        models = import_module("torchvision").models
        return models.list_models(module=models)
    if name == "timm":
        large = re.compile(r"huge|giant|gigantic|so400m|enormous|xxlarge|_(?:384|448|512|336|560|378)|eva|beit|maxvit|davit")
        return [each for each in import_module("timm").list_models() if not large.search(each)]
    return [*import_module("pytorchcv.model_provider")._models, *MADE[name]]


def made(name: str, model: str) -> Any:
    """A model, untrained; its own drawing of weights is skipped."""
    if name == "torchvision":
        more = {"init_weights": False} if model in ("googlenet", "inception_v3") else {}
        return import_module("torchvision").models.get_model(model, weights=None, **more)
    if name == "timm":
        return import_module("timm").create_model(model)
    if model in MADE[name]:
        module, function, options = MADE[name][model]
        return getattr(import_module(f"pytorchcv.models.{module}"), function)(**options)
    found = import_module("pytorchcv.model_provider")._models[model](pretrained=False)
    for part in (getattr(found, "features", None), getattr(found, "output", None)):
        if isinstance(getattr(part, "final_pool", None), torch.nn.AvgPool2d):
            part.final_pool = torch.nn.AdaptiveAvgPool2d(1)  # over the whole volume at the model's own input, and here at others
    return found


def quick() -> None:
    """Leave out the drawing of weights, which are drawn here."""
    for each in dir(torch.nn.init):
        if each.endswith("_") and not each.startswith("_"):
            setattr(torch.nn.init, each, lambda tensor, *args, **kwargs: tensor)


def tensors(name: str, model: Any) -> dict[str, Any]:
    """The tensors that are wanted: no counters and tables of places, no auxiliary heads."""
    auxiliary = _AUXILIARY.get(name)
    return {each: tensor for each, tensor in model.state_dict().items()
            if not _DROPPED.search(each) and not (auxiliary and auxiliary.match(each))}


def randomise(model: Any, seed: int) -> None:
    draw = torch.Generator().manual_seed(seed)
    for name, tensor in model.state_dict().items():
        if not tensor.is_floating_point() or _DROPPED.search(name):
            continue
        if name.endswith("running_mean"):
            tensor.normal_(0, 0.2, generator=draw)
        elif name.endswith("running_var") or (tensor.dim() < 2 and not name.endswith("bias")):
            tensor.uniform_(0.5, 1.5, generator=draw)
        elif tensor.dim() < 2:
            tensor.normal_(0, 0.1, generator=draw)
        else:
            tensor.normal_(0, (1.6 / max(1, tensor[0].numel())) ** 0.5, generator=draw)


def modules(found: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The names of tensors by module, and by archcalc's name for them."""
    grouped: dict[str, dict[str, str]] = {}
    for name in found:
        named = ((match[1], key) for pattern, key in _KEYS if (match := pattern.fullmatch(name)))
        module, key = next(named, (name, name))
        grouped.setdefault(module, {})[key] = name
    return grouped


class Alignment:
    """A search for the modules of a graph's layers.

    A convolution may stand for a linear layer where the network has one size of input alone, its `own`: at others, the
    convolution would slide.
    """

    def __init__(self, graph: Graph, found: Mapping[str, Any], read: Mapping[str, list[Print]], x: Any, own: bool) -> None:
        self.graph, self.found, self.read, self.x, self.own = graph, found, read, x, own
        self.modules = modules(found)
        self.wanted: dict[str, dict[str, tuple[int, ...]]] = {}
        for layer, key, weight in declared(graph):
            self.wanted.setdefault(layer, {})[key] = weight.shape
        self.taken: dict[str, str] = {}
        self.values: dict[int, Any] = {}
        self.steps, self.furthest = 0, 0

    def run(self) -> dict[str, str] | None:
        """Every layer's module; None where there is no such way."""
        choices: list[tuple[int, list[str]]] = []
        position = 0
        while position < len(self.graph.nodes):
            node = self.graph.nodes[position]
            options = self.options(position) if node.name in self.wanted else None
            self.furthest = max(self.furthest, position)
            if options is None:
                self.step(position, {})
                position += 1
                continue
            while not options:
                if not choices or self.steps > MOST_STEPS:
                    return None
                position, options = choices.pop()
                self.taken = {layer: module for layer, module in self.taken.items() if self.place(layer) < position}
                node = self.graph.nodes[position]
            module, *rest = options
            if rest:
                choices.append((position, rest))
            self.taken[node.name] = module
            self.step(position, self.weights(node.name, module))
            position += 1
        return self.taken

    def place(self, layer: str) -> int:
        if not hasattr(self, "places"):
            self.places = {node.name: i for i, node in enumerate(self.graph.nodes)}
        return self.places[layer]

    def weights(self, layer: str, module: str) -> dict[str, Any]:
        return {key: self.found[self.modules[module][key]].reshape(shape) for key, shape in self.wanted[layer].items()}

    def step(self, position: int, weights: dict[str, Any]) -> None:
        self.steps += 1
        node = self.graph.nodes[position]
        self.values[position] = twin.apply(node.op, [self.values[i] for i in node.inputs] or [self.x], weights)

    def options(self, position: int) -> list[str]:
        node, used = self.graph.nodes[position], set(self.taken.values())
        wanted = self.wanted[node.name]
        volume = flattened(self.graph, node) if self.own else None
        fitting = [module for module, keys in self.modules.items()
                   if module not in used and self.fits(keys, wanted, volume)]
        given = fingerprint(self.values[node.inputs[0]])
        exact = [module for module in fitting if any(given.like(each) for each in self.read.get(module, ()))]
        if exact or (wanted.keys() <= {"weight", "bias", "mean", "variance"} and any(self.read.get(each) for each in fitting)):
            return exact
        return fitting

    def fits(self, keys: Mapping[str, str], wanted: Mapping[str, tuple[int, ...]], volume: tuple[int, ...] | None) -> bool:
        return keys.keys() == wanted.keys() and all(
            fits(key, self.found[keys[key]].shape, shape, volume) for key, shape in wanted.items())


def scores(graph: Graph) -> Graph:
    """A network up to its last volume before a softmax."""
    last = graph.outputs[-1]
    while graph.nodes[last].op.kind == "softmax":
        (last,) = graph.nodes[last].inputs
    return up_to(graph, [last])


def sizes(name: str, model: Any) -> Iterator[Graph]:
    """A network at small inputs first, where its weights are the same, then at its own."""
    fixed = any("position" in each or "pos_embed" in each for each in model.state_dict())
    shapes = held(build(name))
    for size in (*(() if fixed else SMALL), None):
        try:
            graph = build(load(name, input_size=size))
        except ArchcalcError:
            continue
        if held(graph) == shapes:
            yield scores(graph)


def held(graph: Graph) -> list[tuple[int, ...]]:
    return [weight.shape for _, _, weight in declared(graph)]


def harmonised(graph: Graph, model: Any) -> list[tuple[float, float]]:
    """Set the model's epsilons to the network's; answer those that differed."""
    changed = {}
    for kind, words in (("batch_norm", ("BatchNorm",)), ("layer_norm", ("LayerNorm",))):
        ours = {node.op.epsilon for node in graph.nodes if node.op.kind == kind}
        for part in model.modules():
            if len(ours) == 1 and isinstance(getattr(part, "eps", None), float) and any(w in type(part).__name__ for w in words):
                (own,) = ours
                if abs(part.eps - own) > 1e-12:
                    changed[part.eps, own] = None
                    part.eps = own
    return list(changed)


def watched(model: Any, x: Any) -> tuple[dict[str, list[Print]], Any]:
    """The fingerprints of what modules read, and the model's output."""
    read: dict[str, list[Print]] = {}
    hooks = []
    for name, part in model.named_modules():
        def hook(module: Any, given: Any, name: str = name) -> None:
            if given and isinstance(given[0], torch.Tensor) and given[0].is_floating_point():
                read.setdefault(name, []).append(fingerprint(given[0]))
        hooks.append(part.register_forward_pre_hook(hook))
    output = model(x)
    for each in hooks:
        each.remove()
    return read, output


def deviation(ours: Any, theirs: Any) -> float:
    ours, theirs = ours.detach(), theirs.detach()
    return float((ours.reshape(-1) - theirs.reshape(-1)).abs().max() / theirs.std())


def align(name: str, library_name: str, model_name: str) -> dict[str, Any]:
    """A pair of a network and a model: the names of the tensors in the order of the network's weights, or why there is none."""
    answer: dict[str, Any] = {"network": name, "library": library_name, "model": model_name}
    model = made(library_name, model_name).eval()
    randomise(model, 7)
    epsilons, own = None, build(name).nodes[0].shape
    for graph in sizes(name, model):
        dtype = exactly(graph)
        model = model.to(dtype)
        if epsilons is None:
            before = {id(part): part.eps for part in model.modules() if isinstance(getattr(part, "eps", None), float)}
            epsilons = harmonised(graph, model)
        x = torch.randn(graph.nodes[0].shape, generator=torch.Generator().manual_seed(1)).to(dtype)
        try:
            read, output = watched(model, x)
        except (RuntimeError, AssertionError, ValueError):
            continue
        search = Alignment(graph, tensors(library_name, model), read, x, graph.nodes[0].shape == own)
        taken = search.run()
        answer |= {"input": list(graph.nodes[0].shape[1:]), "epsilons": epsilons, "steps": search.steps}
        if taken is None:
            return answer | {"stuck": graph.nodes[search.furthest].name}
        output = output[0] if isinstance(output, tuple) else output
        if output.numel() != search.values[len(graph.nodes) - 1].numel():
            continue  # its last pooling wants a larger input
        answer["error"] = deviation(search.values[len(graph.nodes) - 1], output)
        for part in model.modules():
            if id(part) in before:
                part.eps = before[id(part)]
        output = model(x)
        output = output[0] if isinstance(output, tuple) else output
        answer["true_error"] = deviation(search.values[len(graph.nodes) - 1], output)
        names = [search.modules[taken[layer]][key] for layer, key, _ in declared(graph)]
        return answer | {"names": names, "surplus": sorted(set(search.found) - set(names))}
    return answer | {"stuck": "no input"}


def exactly(graph: Graph) -> Any:
    """The type in which a network is compared."""
    return torch.float64 if len(graph.nodes) > DEEP else torch.float32


def size(name: str) -> int:
    return sum(prod(shape) for shape in held(build(name)))


def twin_of(name: str, model: str, done: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The answer for a network that another input alone tells apart."""
    graph = build(name)
    for each in done:
        other = build(each["network"]) if each["model"] == model else None
        if other and [(node.name, node.op) for node in other.nodes[1:]] == [(node.name, node.op) for node in graph.nodes[1:]]:
            return each | {"network": name}
    return None


def find(name: str) -> list[tuple[str, str]]:
    """The pairs of a bundled network and a model whose arrays have as many values, array for array."""
    ours: dict[tuple[int, ...], list[str]] = {}
    for each in library.names():
        ours.setdefault(tuple(sorted(prod(w.shape) for _, _, w in declared(build(each)))), []).append(each)
    pairs = []
    for model_name in model_names(name):
        try:
            with torch.device("meta"):
                model = made(name, model_name)
        except NotImplementedError:  # it draws its weights by arithmetic on values
            model = made(name, model_name) if "128gf" not in model_name else None
        except Exception as error:  # of each library its own; such a model is not compared
            sys.stdout.write(f"{model_name}: {type(error).__name__}\n")
            continue
        if model is not None:
            held = tuple(sorted(prod(tensor.shape) for tensor in tensors(name, model).values()))
            pairs += [(each, model_name) for each in ours.get(held, ())]
    return pairs


SUFFIXES = {"weight": "weight", "bias": "bias", "mean": "running_mean", "variance": "running_var"}


def blocks(graph: Graph, names: list[str]) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """The names of a pair by blocks: the block here, the modules' common beginning there, and what follows both."""
    layers: dict[str, dict[str, str]] = {}
    for (layer, key, _), name in zip(declared(graph), names, strict=True):
        layers.setdefault(layer, {})[key] = name
    grouped: dict[str, dict[str, str]] = {}
    for layer, keys in layers.items():
        block, slash, within = layer.rpartition("/")
        module = next(iter(keys.values())).rpartition(".")[0]
        usual = all(name == f"{module}.{SUFFIXES.get(key)}" for key, name in keys.items())
        parts = {within: module} if usual else {f"{within}.{key}": name for key, name in keys.items()}
        if slash:
            grouped.setdefault(block, {}).update(parts)
        else:
            grouped.setdefault("", {}).update({block + part: name for part, name in parts.items()})
    found = []
    for block, parts in grouped.items():
        start = common([name.split(".") for name in parts.values()]) if block else ""
        cut = len(start) + 1 if start else 0
        found.append((block, start, tuple((part, name[cut:]) for part, name in parts.items())))
    return found


def runs(body: list[list[Any]]) -> list[list[Any]]:
    """The blocks with those of one template together whose numbers follow each other."""
    found: list[list[Any]] = []
    for block, start, template, _ in body:
        first = found[-1] if found else ["", "", -1, 0]
        names = [library_names.raised(name, first[3]) for name in first[:2]]
        if template == first[2] and names == [block, start] and block != first[0] and start != first[1]:
            first[3] += 1
        else:
            found.append([block, start, template, 1])
    return found


def common(names: list[list[str]]) -> str:
    """The parts that all names begin with, but for the last one of each."""
    shared = []
    for parts in zip(*(name[:-1] for name in names), strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return ".".join(shared)


def values_of(library_name: str, model_name: str) -> dict[str, int]:
    """The number of values of each tensor."""
    try:
        with torch.device("meta"):
            model = made(library_name, model_name)
    except NotImplementedError:
        model = made(library_name, model_name)
    return {name: prod(tensor.shape) for name, tensor in tensors(library_name, model).items()}


def pack(name: str) -> None:
    """A library's file in the package, from its alignments."""
    templates: dict[Any, int] = {}
    bodies: dict[str, int] = {}
    same: dict[tuple[str, str], list[str]] = {}
    others: list[list[Any]] = []
    aligned = json.loads((FOUND / f"{name}.json").read_text())
    held_by = {each["model"]: {name: prod(weight.shape) for name, (_, _, weight) in
                               zip(each["names"], declared(build(each["network"])), strict=True)}
               for each in aligned if "names" in each and not each["surplus"]}
    for each in aligned:
        network, model = each["network"], each["model"]
        if model not in held_by:
            held_by[model] = values_of(name, model)
        codes = [library_names.digest(held_by[model]), library_names.digest(library_names.sized(held_by[model]))]
        if each.get("true_error", 1) > CLOSE or each.get("surplus"):
            others.append([network, model, *codes, why(each)])
            continue
        body = runs([[block, start, templates.setdefault(inner, len(templates)), 1]
                     for block, start, inner in blocks(build(network), each["names"])])
        body = bodies.setdefault(json.dumps(body), len(bodies))
        same.setdefault((network, json.dumps([*codes, body])), []).append(model)
    rows: dict[tuple[str, str], list[str]] = {}
    for (network, rest), models in same.items():  # networks of the same models together, each model being each network
        rows.setdefault((json.dumps(models), rest), []).append(network)
    packed = {"library": f"{name} {version(name)}", "auxiliary": _AUXILIARY[name].pattern if name in _AUXILIARY else "",
              "templates": [dict(each) for each in templates], "bodies": list(map(json.loads, bodies)),
              "models": [[networks, json.loads(models), *json.loads(rest)] for (models, rest), networks in rows.items()],
              "others": others}
    lines = ",\n".join(f"{json.dumps(key)}: {listed(value)}" for key, value in packed.items())
    (library_names.FOLDER / f"{name}.json").write_text(f"{{{lines}}}\n")


def listed(value: Any) -> str:
    """A value in JSON, a row of rows one to a line."""
    plainly = {"ensure_ascii": False, "separators": (",", ":")}
    if not isinstance(value, list) or not value:
        return json.dumps(value, **plainly)
    return "[\n" + ",\n".join(json.dumps(each, **plainly) for each in value) + "]"


def why(each: dict[str, Any]) -> str:
    """The reason for which a model's tensors are not taken."""
    if "true_error" in each:
        theirs, ours = each["epsilons"][0] if each["epsilons"] else (0, 0)
        return f"the epsilon of its norms is {theirs:g}, and {ours:g} here" if each["epsilons"] else "its output differs"
    if " " in each["stuck"]:
        return "it takes no input of this network's size"
    return f"strides, padding, activations or the like differ before {each['stuck']}"


def check(name: str, library_name: str, model_name: str) -> dict[str, Any]:
    """A file of an untrained model, run by archcalc: the difference of the scores, over the library's deviation."""
    answer: dict[str, Any] = {"network": name, "library": library_name, "model": model_name}
    model = made(library_name, model_name).eval()
    randomise(model, 3)
    own = scores(build(name))
    large = sum(node.op.cost(node.shape, *node.input_shapes).macs for node in own.nodes) > MOST_PRODUCTS
    for graph in sizes(name, model) if large else (own,):
        dtype = exactly(graph)
        x = torch.randn(graph.nodes[0].shape, generator=torch.Generator().manual_seed(1)).to(dtype)
        try:
            output = model.to(dtype)(x)
            break
        except RuntimeError:  # its last pooling wants a larger input
            continue
    else:
        return answer | {"refused": "it takes no input of this network's size", "error": None}
    with tempfile.TemporaryDirectory() as folder:
        path, precision = Path(folder) / "w.pth", str(dtype).removeprefix("torch.")
        torch.save(model.state_dict(), path)
        refused = None
        for said in (None, f"{library_name}:{model_name}"):  # said where a file alone does not tell
            try:
                ran = run(graph, x.numpy(), weights=path, dtype=precision, library_model=said)
                break
            except ArchcalcError as error:
                refused = error.mistakes[0].message
                if said or TOLD not in refused:
                    return answer | {"refused": refused, "error": None, "said": said}
    output = output[0] if isinstance(output, tuple) else output
    (ours,) = ran.outputs.values()
    error = deviation(torch.from_numpy(ours), output)
    return answer | {"refused": None, "error": float(f"{error:.1e}"), "input": list(graph.nodes[0].shape[1:]), "said": said}


def put_aside(name: str) -> bool:
    """True for a third of the networks, on which nothing was tried before the last check."""
    return sha256(name.encode()).digest()[0] % 3 == 0


def tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def check_all(names: list[str], *, aside: bool) -> None:
    """Files of untrained models, run; the figures are kept beside those of earlier checks."""
    kept = HERE / "recorded" / "state_dicts.json"
    checked = json.loads(kept.read_text())["checked"] if kept.exists() else []
    have = {(each["network"], each["library"], each["model"]) for each in checked}
    pairs = [(network, name, model) for name in names or LIBRARIES
             for network, model in json.loads((FOUND / f"{name}.pairs.json").read_text())]
    for network, name, model in sorted(pairs, key=lambda pair: (size(pair[0]), pair)):
        if (network, name, model) in have or put_aside(network) != aside:
            continue
        answer = check(network, name, model)
        checked.append(answer)
        rows = ",\n".join(json.dumps(each) for each in sorted(checked, key=lambda each: (each["library"], each["network"])))
        kept.write_text(f'{{"checked": [\n{rows}]}}\n')
        tell(f"{network:22} {name:12} {model:28} {answer['error']} {answer['refused'] or ''}")


def align_all(name: str, only: list[str]) -> None:
    """The pairs of a library that are not aligned so far."""
    kept = FOUND / f"{name}.json"
    done = json.loads(kept.read_text()) if kept.exists() else []
    have = {(each["network"], each["model"]) for each in done}
    pairs = json.loads((FOUND / f"{name}.pairs.json").read_text())
    for network, model in sorted(pairs, key=lambda pair: (size(pair[0]), pair)):
        if (network, model) in have or (only and network not in only):
            continue
        start = time.time()
        try:
            answer = twin_of(network, model, done) or align(network, name, model)
        except Exception as error:
            answer = {"network": network, "library": name, "model": model, "stuck": f"{type(error).__name__}: {error}"[:200]}
        done.append(answer)
        kept.write_text(json.dumps(done))
        tell(f"{network:22} {model:28} {answer.get('input')} {answer.get('error', -1):.1e} {answer.get('true_error', -1):.1e} "
             f"{answer.get('stuck', '')} {answer.get('epsilons')} {answer.get('surplus')} {time.time() - start:.1f} s")


def main(words: list[str]) -> int:
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    torch.set_grad_enabled(False)
    torch.set_num_threads(1)
    without_compiled_operators()
    quick()
    FOUND.mkdir(exist_ok=True)
    mode, *rest = words
    if mode == "--find":
        (FOUND / f"{rest[0]}.pairs.json").write_text(json.dumps(find(rest[0])))
    elif mode == "--pack":
        for name in rest:
            pack(name)
    elif mode == "--align":
        align_all(rest[0], rest[1:])
    else:
        check_all(rest, aside=mode == "--check-aside")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
