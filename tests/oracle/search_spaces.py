"""Random networks of two search spaces as their authors' code makes them: `python tests/oracle/search_spaces.py`.

MobileNetV3's space by `ofa` (Once for all, pip install --no-deps ofa), RegNet's by timm's generation of widths. Written down are
the choices, the parameters and the products of convolutions and linear layers.
"""

import json
import random
import sys
import types
from pathlib import Path

from record import without_compiled_operators

RECORD = Path(__file__).with_suffix(".json")
SIZE = 64


def counted(network):
    """Parameters, and products for one image."""
    import torch
    from torch import nn

    macs = []

    def count(module, given, output):
        macs.append(output[0].numel() * module.weight[0].numel())

    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            module.register_forward_hook(count)
    with torch.no_grad():
        network.eval()(torch.zeros(1, 3, SIZE, SIZE))
    return {"params": sum(each.numel() for each in network.parameters()), "macs": sum(macs)}


def mobilenets(chance):
    """The largest network, the smallest, and others."""
    sys.modules["ofa.utils.my_dataloader"] = types.ModuleType("my_dataloader")  # it wants workers of an older PyTorch
    from ofa.imagenet_classification.elastic_nn.networks import OFAMobileNetV3

    whole = OFAMobileNetV3(dropout_rate=0, width_mult=1.0, ks_list=[3, 5, 7], expand_ratio_list=[3, 4, 6], depth_list=[2, 3, 4])
    given = [(7, 6, 4), (3, 3, 2), *(tuple([chance.choices(of, k=k) for of, k in (((3, 5, 7), 20), ((3, 4, 6), 20), ((2, 3, 4), 5))])
                                     for _ in range(20))]
    for kernels, expansions, depths in given:
        whole.set_active_subnet(ks=kernels, e=expansions, d=depths)
        lists = [each if isinstance(each, list) else [each] * count
                 for each, count in ((kernels, 20), (expansions, 20), (depths, 5))]
        yield {"kernel": lists[0], "expand": lists[1], "depth": lists[2],
               **counted(whole.get_active_subnet(preserve_weight=False))}


def regnets(chance):
    """Networks of up to 20 blocks in four stages: no others are what the authors look at, nor what timm makes."""
    from timm.models.regnet import RegNet, RegNetCfg, generate_regnet

    made = 0
    while made < 20:
        told = {"blocks": chance.randrange(4, 21), "w_0": 8 * chance.randrange(1, 13), "w_a": chance.randrange(80, 4800) / 100,
                "w_m": chance.randrange(15, 31) / 10, "group_width": chance.choice((8, 16, 24, 40)),
                "squeeze_excite": chance.random() < 0.5}
        if generate_regnet(told["w_a"], told["w_0"], told["w_m"], told["blocks"], told["group_width"])[1] == 4:
            cfg = RegNetCfg(depth=told["blocks"], w0=told["w_0"], wa=told["w_a"], wm=told["w_m"], group_size=told["group_width"],
                            se_ratio=0.25 if told["squeeze_excite"] else 0.0)
            made += 1
            yield {**told, **counted(RegNet(cfg))}


def main():
    without_compiled_operators()
    found = {"size": SIZE, "mobilenet_v3": list(mobilenets(random.Random(0))), "regnet": list(regnets(random.Random(0)))}
    RECORD.write_text("{\n" + ",\n".join(f' "{name}": ' + (json.dumps(rows) if name == "size" else "[\n" + ",\n".join(
        f"  {json.dumps(row)}" for row in rows) + "\n ]") for name, rows in found.items()) + "\n}\n")


if __name__ == "__main__":
    main()
