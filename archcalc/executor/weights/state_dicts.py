"""PyTorch's names for weights turned into ours: the modules of a state dict matched, in order, with a graph's layers.

Every layer takes the first module that nobody has taken and whose tensors have its names and shapes. That this gives
the right network was checked for those of `KNOWN`, value by value, against the library's own model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import prod
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.executor.weights.names import declared, full_name
from archcalc.network.graph import Graph
from archcalc.operators.operator import Weight

KNOWN = {library: frozenset(names.split()) for library, names in {
    "torchvision": """alexnet_owt vgg11 vgg13 vgg16 vgg19 vgg11_bn vgg13_bn vgg16_bn vgg19_bn vgg16_torchvision
        googlenet_bn inception_v3 resnet50_v1_5 resnet101_v1_5 resnet152_v1_5 resnext50_32x4d resnext101_64x4d
        wide_resnet50_2 wide_resnet101_2 mobilenet_v2 mobilenet_v3_large mobilenet_v3_small mnasnet_b1
        densenet121 densenet161 densenet169 densenet201 squeezenet1_0 squeezenet1_1
        shufflenet_v2_0_5x shufflenet_v2_1x shufflenet_v2_1_5x shufflenet_v2_2x
        efficientnet_b0 efficientnet_b1 efficientnet_b2 efficientnet_b3 efficientnet_b4 efficientnet_b5 efficientnet_b6
        efficientnet_b7 convnext_tiny convnext_small convnext_base convnext_large
        vit_b16 vit_b32 vit_l16 swin_t swin_s swin_b""",
    "timm": """xception preresnet18 preresnet34 preresnet50 preresnet101 preresnet152 resnext101_32x4d
        se_resnet50 se_resnet101 se_resnet152 se_resnext50_32x4d senet154
        regnetx_200mf regnetx_400mf regnetx_600mf regnetx_800mf regnetx_1_6gf regnetx_3_2gf regnetx_4_0gf regnetx_6_4gf
        regnetx_8_0gf regnetx_12gf regnetx_16gf regnetx_32gf regnety_200mf regnety_400mf regnety_600mf regnety_800mf
        regnety_1_6gf regnety_3_2gf regnety_4_0gf regnety_6_4gf regnety_8_0gf regnety_12gf regnety_16gf regnety_32gf
        deit_tiny deit_small deit_base pnasnet5_large""",
    "pytorchcv": """inception_v2 resnet18 resnet34 resnet50 resnet101 resnet152 mobilenet_v1 darknet19 darknet53
        cifar_preresnet110 cifar_resnext29_8x64d cifar_resnext29_16x64d cifar_wrn28_10
        cifar_densenet_bc100_k12 cifar_densenet_bc190_k40 cifar_densenet_bc250_k24""",
}.items()}
"""The networks whose state dicts can be read, by the library that they are from."""

_DROPPED = re.compile(r"num_batches_tracked|relative_position_index|attn_mask")
_KEYS = (
    (re.compile(r"(.*?)\.?in_proj_weight"), "qkv"), (re.compile(r"(.*?)\.?in_proj_bias"), "qkv_bias"),
    (re.compile(r"(.*?)\.?(?:out_proj|attn\.proj)\.weight"), "proj"),
    (re.compile(r"(.*?)\.?(?:out_proj|attn\.proj)\.bias"), "proj_bias"),
    (re.compile(r"(.*?)\.?attn\.qkv\.weight"), "qkv"), (re.compile(r"(.*?)\.?attn\.qkv\.bias"), "qkv_bias"),
    (re.compile(r"(.*?)\.?attn\.relative_position_bias_table"), "position_bias"),
    (re.compile(r"(.*\.?(?:class_token|cls_token))"), "token"),
    (re.compile(r"(.*\.?(?:pos_embedding|pos_embed))"), "embedding"),
    (re.compile(r"(.*\.?layer_scale)"), "scale"),
    (re.compile(r"(.*)\.running_mean"), "mean"), (re.compile(r"(.*)\.running_var"), "variance"),
    (re.compile(r"(.*)\.weight"), "weight"), (re.compile(r"(.*)\.bias"), "bias"),
)
"""The module of a tensor, and what its last name is called here; the first that fits."""
_SHORTCUT = re.compile(r"(.*)\.skip(?:bn)?")
"""Modules that stand before the branch that they go around; here a shortcut comes after it."""


def renamed(graph: Graph, tensors: Mapping[str, Any]) -> dict[str, Any]:
    """The tensors under our names and in our shapes. Raises ArchcalcError for a network that is not known."""
    if not any(graph.about.name in names for names in KNOWN.values()):
        raise ArchcalcError.of("weights", f"no PyTorch state dict is known for {graph.about.name}",
                               hint="save its tensors under archcalc's names (archcalc weights) as .safetensors")
    return matched(graph, tensors)


def matched(graph: Graph, tensors: Mapping[str, Any]) -> dict[str, Any]:
    """The tensors of any state dict in which modules stand in the order of the graph's layers. Raises ArchcalcError."""
    modules = _in_our_order(_modules(tensors))
    found: dict[str, Any] = {}
    for layer, wanted in _layers(graph).items():
        module = next((name for name, parts in modules.items() if _fits(parts, wanted)), None)
        if module is None:
            raise ArchcalcError.of("missing-weight", f"the file has no tensors for {quoted(layer)}: {_shown(wanted)}",
                                   hint="is it a file of this network, with as many classes?")
        for key, array in modules.pop(module).items():
            found[full_name(layer, key)] = array.reshape(wanted[key].shape)
    if modules:
        network = graph.about.name
        raise ArchcalcError([Mistake("surplus-weight", f"{network} has no layer for the tensors of {quoted(name)}",
                                     hint="is it a file of this network, and of this variant?")
                             for name in modules])
    return found


def _layers(graph: Graph) -> dict[str, dict[str, Weight]]:
    layers: dict[str, dict[str, Weight]] = {}
    for layer, key, weight in declared(graph):
        layers.setdefault(layer, {})[key] = weight
    return layers


def _modules(tensors: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Tensors by module and by our name for them, in the file's order."""
    modules: dict[str, dict[str, Any]] = {}
    for name, tensor in tensors.items():
        if _DROPPED.search(name):
            continue
        named = ((match[1], key) for pattern, key in _KEYS if (match := pattern.fullmatch(name)))
        module, key = next(named, (name, name))
        modules.setdefault(module, {})[key] = tensor
    return modules


def _in_our_order(modules: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same with every shortcut after the branch that it goes around."""
    ordered = list(modules)
    for name in [name for name in modules if _SHORTCUT.fullmatch(name)]:
        block = name.rpartition(".")[0]
        ordered.remove(name)
        ordered.insert(max(i for i, other in enumerate(ordered) if other.startswith(f"{block}.")) + 1, name)
    return {name: modules[name] for name in ordered}


def _fits(parts: Mapping[str, Any], wanted: Mapping[str, Weight]) -> bool:
    """True where a module has the tensors of a layer; axes of one place and a table's layout are no difference."""
    if parts.keys() != wanted.keys():
        return False
    shapes = [(key, parts[key].shape, weight.shape) for key, weight in wanted.items()]
    return all(prod(there) == prod(here) and (key == "position_bias" or _plain(there) == _plain(here))
               for key, there, here in shapes)


def _plain(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(axis for axis in shape if axis != 1)


def _shown(wanted: Mapping[str, Weight]) -> str:
    return ", ".join(f"{key} {list(weight.shape)}" for key, weight in wanted.items())
