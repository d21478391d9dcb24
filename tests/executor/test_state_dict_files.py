"""State dicts in files: both formats of PyTorch, and those that are not as they should be."""

import json

import pytest
from weights_in_files import LEAKS, drawn

from archcalc import build
from archcalc.base.errors import ArchcalcError
from archcalc.executor.weights import load
from archcalc.executor.weights.names import full_name

numpy = pytest.importorskip("numpy")


# --- PyTorch


@pytest.mark.oracle
def test_state_dicts_that_are_not_as_they_should_be(tmp_path):
    torch = pytest.importorskip("torch")
    graph = build("alexnet_owt")
    cases = {"a number": 7, "a list": [torch.zeros(1)], "a number among tensors": {"a": torch.zeros(1), "epoch": 3},
             "within": {"state_dict": {"a": torch.zeros(1)}, "epoch": 3}, "code": {"a": json.loads},
             "complex": {"a": torch.zeros(1, dtype=torch.complex64)}, "sparse": {"a": torch.eye(3).to_sparse()},
             "numbers as names": {1: torch.zeros(1)}}
    for case, state in cases.items():
        for new in (True, False):
            torch.save(state, tmp_path / "w.pth", _use_new_zipfile_serialization=new)
            with pytest.raises(ArchcalcError) as refused:
                load.load(graph, str(tmp_path / "w.pth"))
            told = str(refused.value).replace(str(tmp_path), "")
            assert "cannot read" in told, case
            assert not [leak for leak in LEAKS if leak in told], told
    for content in (b"", b"PK\3\4hello", b"hello", bytes(1000)):
        (tmp_path / "w.pth").write_bytes(content)
        with pytest.raises(ArchcalcError, match="cannot read"):
            load.load(graph, str(tmp_path / "w.pth"))


@pytest.mark.oracle
def test_both_formats_of_pytorch_are_read(tmp_path):
    torch = pytest.importorskip("torch")
    arrays = drawn(build("squeezenet1_1"))
    for new in (True, False):
        for kind in (torch.float32, torch.bfloat16, torch.float16):
            state = {name: torch.nn.Parameter(torch.from_numpy(array).to(kind)) for name, array in arrays.items()}
            torch.save(state, tmp_path / "w.pth", _use_new_zipfile_serialization=new)
            there = load.load(build("squeezenet1_1"), str(tmp_path / "w.pth"))
            for layer, inside in there.items():
                for key, array in inside.items():
                    assert (array == torch.from_numpy(arrays[full_name(layer, key)]).to(kind).float().numpy()).all()
