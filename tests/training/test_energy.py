"""The energy of a forward pass by Horowitz's figures: by hand."""

import pytest

import archcalc
from archcalc import ArchcalcError


@pytest.mark.parametrize(("dtype", "product", "size"), [("float32", 3.7 + 0.9, 4), ("float16", 1.1 + 0.4, 2), ("mixed", 1.1 + 0.4, 2)])
def test_lenet_by_hand(dtype, product, size):
    """416,520 MACs; 61,706 parameters, 1,024 values in and 10 out, once: 1.3 nJ for 8 bytes. Every layer's volumes: 2.6 nJ."""
    told = archcalc.plan("lenet5", batch=3, dtype=dtype, energy="horowitz-2014").head
    graph = archcalc.build("lenet5")
    macs = archcalc.analyze("lenet5").totals["macs"]
    params = archcalc.analyze("lenet5").totals["params"]
    ends = 32 * 32 + 10
    assert told["product_joules"] == pytest.approx(macs * product * 1e-12)
    assert told["least_joules"] - told["product_joules"] == pytest.approx(1.3e-9 / 8 * size * (params / 3 + ends))
    moved = sum(_values(node.shape) + sum(map(_values, node.input_shapes)) for node in graph.nodes
                if node.inputs and node.op.kind != "flatten")
    assert told["most_joules"] - told["product_joules"] == pytest.approx(2.6e-9 / 8 * size * (params / 3 + moved))


def _values(shape):
    size = 1
    for each in shape:
        size *= each
    return size


@pytest.mark.parametrize(("options", "message"), [
    ({"energy": "nix"}, "there is no table of energies 'nix'"), ({"energy": "horowitz-2014", "dtype": "bfloat16"}, "--energy has no figures for bfloat16"),
    ({"energy": "horowitz-2014", "amp": "bf16"}, "--energy has no figures for autocast"),
    ({"energy": "horowitz-2014", "target": "mcu"}, "--energy says nothing to --target mcu")])
def test_what_has_no_figures_is_refused(options, message):
    with pytest.raises(ArchcalcError, match=message):
        archcalc.plan("lenet5", **options)
