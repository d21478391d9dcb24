"""Networks of PyTorch and Keras, captured without their values."""

import sys

import pytest

import archcalc
from archcalc import ArchcalcError, analyze, build, load

MODULE = """
import torch


class Net(torch.nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.conv = torch.nn.Conv2d(3, 8, 3, padding=1, bias=False)
        self.norm = torch.nn.BatchNorm2d(8)
        self.head = torch.nn.Linear(8, classes)

    def forward(self, x):
        y = torch.nn.functional.silu(self.norm(self.conv(x)))
        return self.head(y.mean((2, 3)) if x.shape[-1] > 4 else y.flatten(1))


def text(classes=10):
    return "no module"
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_nets.py").write_text(MODULE)
    yield tmp_path
    sys.modules.pop("my_nets", None)


@pytest.mark.parametrize("call", [lambda: load("torch:torchvision.models:resnet50"), lambda: archcalc.from_torch(object(), 1)],
                         ids=["terminal", "python"])
def test_without_torch_the_answer_is_the_line_that_installs_it(monkeypatch, call):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ArchcalcError, match=r"pip install 'archcalc\[torch\]'"):
        call()


def test_without_keras(monkeypatch):
    monkeypatch.setitem(sys.modules, "keras", None)
    with pytest.raises(ArchcalcError, match=r"pip install 'archcalc\[keras\]'"):
        archcalc.from_keras(object())


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
class TestWithTorch:
    @pytest.fixture(autouse=True)
    def _libraries(self):
        pytest.importorskip("torch")
        pytest.importorskip("onnxscript")

    def test_a_module_from_the_terminal(self, here):
        graph = build(load("torch:my_nets:Net", options={"classes": 7}, input_size="3x16x16"))
        assert [node.op.kind for node in graph.nodes] == ["input", "conv", "batch_norm", "silu", "global_avg_pool", "flatten", "linear"]
        assert [graph.nodes[i].name for i in (1, 2, 6)] == ["conv", "norm", "head"]
        totals = analyze(graph).tail["totals"]
        assert (totals["params"], totals["buffers"]) == (3 * 9 * 8 + 16 + 8 * 7 + 7, 16)

    def test_a_module_in_python_stays_as_it_was(self, here):
        import torch

        sys.path.insert(0, str(here))
        try:
            from my_nets import Net
        finally:
            sys.path.pop(0)
        module = Net()
        module.norm.eval()
        graph = build(archcalc.from_torch(module, torch.zeros(2, 3, 8, 8)))
        assert graph.nodes[-1].shape == (2, 10)
        assert (module.training, module.norm.training, module.head.training) == (True, False, True)

    @pytest.mark.parametrize(("name", "told"), [
        ("torch:my_nets", "expected torch:MODULE:NAME"), ("torch:no_such_module:Net", "there is no module 'no_such_module'"),
        ("torch:my_nets:Not", "'my_nets' has no 'Not'"), ("torch:my_nets:text", "makes no torch.nn.Module")])
    def test_what_cannot_be_made_is_told(self, here, name, told):
        with pytest.raises(ArchcalcError, match=told):
            load(name)

    def test_what_cannot_be_captured_is_told(self, here):
        with pytest.raises(ArchcalcError, match="cannot capture 'Net': its own code ends in"):
            load("torch:my_nets:Net", input_size="5x16x16")
