"""Where an attribute has a default, it is PyTorch's: every default of a module's signature against the operator's own.

The signatures are recorded by tests/oracle/torch_defaults.py; with PyTorch installed they are read anew.
"""

import json
import sys

import numpy
import pytest
from places import ORACLE

from archcalc.operators import find
from archcalc.operators.attribute_names import ELSEWHERE, NOT_SAID
from archcalc.operators.operator import SameAs

sys.path.insert(0, str(ORACLE))
from together import together
from torch_defaults import RECORDED, signatures

sys.path.remove(str(ORACLE))
RECORD = json.loads(RECORDED.read_text("utf-8"))
MEANT = {"init": "slope"}
"""Parameters of one module alone."""
ABSENT = {
    **dict.fromkeys(("track_running_stats", "return_indices", "recompute_scale_factor", "sparse", "_weight", "_freeze", "scale_grad_by_freq"),
                    "how PyTorch works, which no figure shows"),
    **dict.fromkeys(("padding_idx", "max_norm", "norm_type"), "rows of an embedding that training leaves or keeps short"),
    **dict.fromkeys(("start_dim", "end_dim"), "flatten makes a vector of all; reshape makes others"),
    "divisor_override": "avg_pool divides by the window, or by what it sees",
    "dropout": "a dropout is a step of its own", "add_bias_kv": "linear and matmul say it", "add_zero_attn": "linear and matmul say it",
}
"""PyTorch's parameters that archcalc has no attribute for, and why."""
LATER = {("layer_norm", "bias"), ("batch_norm", "bias"), ("group_norm", "bias"), ("instance_norm", "bias")}
"""Parameters that an operator may have some day; what they are without is PyTorch's default."""
UNSET = (None, False, 0, (0, 0))
"""What an attribute that is not given is, where PyTorch says None."""

IMPLIED = {("rms_norm", "eps"): float(numpy.finfo("float32").eps)}
"""What a parameter that is None means in PyTorch, where that is a number: torch.finfo of the type, of float32 as modules are made."""


def attribute(kind, parameter):
    fields = find(kind).fields
    words = (parameter, MEANT.get(parameter, ""), *ELSEWHERE.get(parameter, "").split())
    return next((word for word in words if word in fields), None)


def as_ours(op, name, value):
    """PyTorch's default as the operator holds it."""
    return {1: "one"}.get(value, "channels") if name == "slopes" else op.fields[name].parse(value)


@together(("kind", "parameter"), [(kind, parameter) for kind, each in RECORD.items() for parameter in each["defaults"]])
def test_a_default_is_pytorchs(kind, parameter):
    op, theirs, name = find(kind), RECORD[kind]["defaults"][parameter], attribute(kind, parameter)
    if name is None:
        assert parameter in {*NOT_SAID, *ABSENT} or (kind, parameter) in LATER, f"{kind} has no attribute for {parameter}"
    elif (kind, parameter) in IMPLIED:
        assert (theirs, op.defaults[name]) == (None, IMPLIED[kind, parameter])
    elif theirs is None:
        assert isinstance(op.defaults[name], SameAs) or op.defaults[name] in UNSET
    else:
        assert op.defaults[name] == as_ours(op, name, theirs)


def test_the_three_defaults_that_archcalc_0_1_had_otherwise():
    assert (find("instance_norm").defaults["affine"], find("prelu").defaults["slopes"], find("lrn").defaults["k"]) == (False, "one", 1)


def test_the_signatures_are_those_of_pytorch():
    pytest.importorskip("torch")
    assert signatures() == RECORD
