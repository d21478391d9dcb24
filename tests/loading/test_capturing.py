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


def odd(classes=10):
    raise ValueError(f"{classes} classes are\\nnot even")
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
        ("torch:my_nets:odd", r"its own code ends in ValueError: 10 classes are not even at my_nets\.py:\d+"), ("torch:my_nets:Not", "'my_nets' has no 'Not'"), ("torch:my_nets:text", "makes no torch.nn.Module"),
        ("torch:nets/my_nets.py:Net", "torch:nets.my_nets:Net")])
    def test_what_cannot_be_made_is_told(self, here, name, told):
        with pytest.raises(ArchcalcError, match=told):
            load(name)

    def test_what_cannot_be_captured_is_told_in_pytorchs_words(self, here):
        with pytest.raises(ArchcalcError) as caught:
            load("torch:my_nets:Net", input_size="5x16x16")
        assert "cannot capture 'Net', in 'conv': RuntimeError: Given groups=1" in str(caught.value)
        assert "expected input[1, 5, 16, 16] to have 3 channels, but got 5 channels instead" in str(caught.value)

    def test_a_failed_capture_tells_the_volumes_up_to_there(self):
        from torch import nn, zeros

        module = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), nn.Linear(100, 10))
        with pytest.raises(ArchcalcError) as caught:
            archcalc.from_torch(module, zeros(1, 3, 12, 12))
        text = str(caught.value)
        assert "in '2'" in text
        assert "after 0 1x4x10x10 -> 1 1x400" in text
        assert "\x1b" not in text

    @pytest.mark.parametrize(("module", "size", "ends"), [
        ("Part(nn.LSTM(8, 12, batch_first=True), 0)", (2, 4, 8), 1), ("Part(nn.GRU(8, 12, batch_first=True), 1)", (2, 4, 8), 1),
        ("Part(nn.LSTMCell(8, 12), 0)", (2, 8), 1), ("Part(nn.LSTMCell(8, 12), 1)", (2, 8), 1), ("nn.LSTMCell(8, 12)", (2, 8), 2),
        ("Part(nn.MaxPool2d(2, return_indices=True), 0)", (1, 3, 8, 8), 1), ("Part(nn.MaxPool2d(2, return_indices=True), 1)", (1, 3, 8, 8), 1),
        ("nn.MaxPool2d(2, return_indices=True)", (1, 3, 8, 8), 2), ("nn.AdaptiveMaxPool2d(2, return_indices=True)", (1, 3, 8, 8), 2),
        ("Part(Largest(), 0)", (1, 3, 8), 1), ("Part(Largest(), 1)", (1, 3, 8), 1), ("Largest()", (1, 3, 8), 2),
    ])
    def test_outputs_are_what_the_module_gives(self, module, size, ends):
        """Shape by shape; what nothing reads of a call with several results is no layer."""
        import torch
        import torch_modules

        made, inputs = eval(module, vars(torch_modules)), torch.zeros(size)
        graph = build(archcalc.from_torch(made, inputs))
        given = [value.shape for value in torch.utils._pytree.tree_leaves(made(inputs))]
        found = [graph.nodes[place] for place in graph.outputs]
        assert sorted(node.shape for node in found) == sorted(map(tuple, given))
        assert (len(found), not any("read by nothing, and not given out" in note for note in graph.notes)) == (ends, True)

    def test_lazy_layers_have_the_sizes_that_a_forward_pass_gives_them(self, here):
        import torch
        from torch import nn

        module = nn.Sequential(nn.LazyConv2d(8, 3), nn.LazyBatchNorm2d(), nn.Flatten(), nn.LazyLinear(5))
        graph = build(archcalc.from_torch(module, torch.zeros(1, 3, 8, 8)))
        assert all(map(nn.parameter.is_lazy, module.parameters())), "the module is as it was"
        module(torch.zeros(2, 3, 8, 8))
        assert analyze(graph).totals["params"] == sum(each.numel() for each in module.parameters())
        with pytest.raises(ArchcalcError, match="cannot capture 'Sequential': RuntimeError: Expected 3D"):
            archcalc.from_torch(nn.Sequential(nn.LazyConv2d(8, 3)), torch.zeros(8, 8))

    def test_an_input_that_nothing_reads_is_told(self):
        import torch
        import torch_modules

        graph = build(archcalc.from_torch(torch_modules.First(), torch.zeros(1, 4), torch.zeros(1, 3)))
        assert any("read by nothing, and not given out by the module, though outputs here: y" in note for note in graph.notes)

    def test_a_module_whose_values_decide_is_there_up_to_that_place(self):
        import torch

        class Kept(torch.nn.Module):
            def forward(self, x):
                return x[:, :2] if x.sum() > 0 else x

        module = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Sequential(torch.nn.ReLU(), Kept()), torch.nn.Linear(2, 3))
        graph = build(archcalc.from_torch(module, torch.zeros(1, 4)))
        assert [node.op.kind for node in graph.nodes] == ["input", "linear", "relu", "module_array"]
        assert "captured up to where values decide what comes next, in '1.1'" in graph.title
        assert analyze(graph).totals["params"] == 40 + 9
        assert "forward" not in vars(module), "the module is as it was"

    @pytest.mark.parametrize(("module", "inputs", "params", "buffers", "macs"), [
        ("nn.GroupNorm(2, 8)", ["1x8x8x8"], 16, 0, 0), ("nn.LSTM(8, 12, batch_first=True)", ["1x6x8"], 1056, 0, 5760),
        ("nn.MultiheadAttention(32, 4, batch_first=True)", ["1x10x32"] * 3, 4224, 0, 47360),
        ("nn.Transformer(32, 4, 1, 1, 64, batch_first=True)", ["1x10x32", "1x7x32"], 21504, 0, 188096),
        ("nn.utils.parametrizations.weight_norm(nn.Conv2d(3, 8, 3))", ["1x3x8x8"], 232, 0, 7776), ("Twice()", ["1x64"], 4160, 0, 8192),
        ("Tied()", ["1x8:int64"], 14400, 0, 8 * 48 * 300), ("Gated()", ["1x4"], 11, 0, 8), ("Token()", ["1x3x10"], 43, 0, 120), ("Token()", ["6x3x10"], 43, 0, 720),
        ("Unused()", ["1x4"], 520, 0, 16), ("Mean()", ["1x3x8x8"], 224, 3, 36 * 216), ("Table()", ["1x4x8"], 108, 16, 256), ("nn.Upsample(scale_factor=2)", ["1x4x8"], 0, 0, 0),
        ("Listed()", [["1x4", "1x4"]], 10, 0, 16), ("nn.EmbeddingBag(100, 16, mode='mean')", ["1x10:int64"], 1600, 0, 0),
    ])
    def test_parameters_are_the_modules_and_products_pytorchs(self, module, inputs, params, buffers, macs):
        import torch
        import torch_modules

        def given(size):
            if isinstance(size, list):
                return [given(each) for each in size]
            axes, _, dtype = size.partition(":")
            return torch.zeros([int(axis) for axis in axes.split("x")], dtype=getattr(torch, dtype or "float32"))

        made = eval(module, vars(torch_modules))
        assert sum(parameter.numel() for parameter in made.parameters()) == params
        totals = analyze(build(archcalc.from_torch(made, *map(given, inputs)))).tail["totals"]
        assert (totals["params"], totals["buffers"], totals["macs"]) == (params, buffers, macs)

    def test_inputs_by_name_and_another_batch(self):
        import torch
        import torch_modules

        network = archcalc.from_torch(torch_modules.Keywords(), ids=torch.zeros(2, 5, dtype=torch.int64), scale=torch.ones(2, 5, 1))
        graph = build(network)
        assert [(node.name, node.shape) for node in graph.nodes[:2]] == [("ids", (2, 5)), ("scale", (2, 5, 1))]
        larger = build(network, batch=7)
        assert larger.nodes[-1].shape == (7, 5, 8)
        assert analyze(larger).tail["totals"]["params"] == analyze(graph).tail["totals"]["params"] == 80 + 72

    def test_inputs_by_name_at_the_terminal(self):
        graph = build(load("torch:torch_modules:Keywords", input_size="ids=1x5:int64,scale=1x5x1"))
        assert graph.nodes[-1].shape == (1, 5, 8)
        with pytest.raises(ArchcalcError, match="ids=1x128:int64"):
            load("torch:torch_modules:Keywords", input_size="ids=1x5:int65")

    def test_a_module_that_looks_at_values_while_it_is_made(self):
        assert analyze(build(load("torch:torch_modules:Counted", input_size="4"))).tail["totals"]["params"] == 20

    @pytest.mark.parametrize("kind", ["float16", "bfloat16", "float64", "complex64"])
    def test_the_type_of_numbers_is_the_modules(self, kind):
        import torch

        module = torch.nn.Linear(4, 3).to(getattr(torch, kind))
        graph = build(archcalc.from_torch(module, torch.zeros(1, 4, dtype=getattr(torch, kind))))
        assert graph.dtype == ("float32" if kind == "complex64" else kind)

    @pytest.mark.parametrize(("module", "size"), [
        ("nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.ConvTranspose2d(8, 4, 2, 2), nn.PReLU(4))", (2, 3, 8, 8)),
        ("nn.utils.parametrizations.weight_norm(nn.Conv2d(3, 8, 3))", (1, 3, 8, 8)), ("nn.LSTM(8, 12, 2, bidirectional=True, batch_first=True)", (1, 6, 8)),
        ("nn.TransformerEncoderLayer(32, 4, 64, batch_first=True)", (2, 10, 32)), ("Unused()", (1, 4)), ("Twice()", (1, 64)),
        ("Mean()", (1, 3, 8, 8)), ("Token()", (6, 3, 10)), ("ByHand()", (2, 6, 8))])
    def test_a_run_on_the_modules_own_values_gives_its_own_output(self, module, size):
        import torch
        import torch_modules

        torch.manual_seed(0)
        made = eval(module, vars(torch_modules)).eval()
        for array in (*made.parameters(), *made.buffers()):
            if array.is_floating_point():
                array.data.uniform_(0.2, 0.9).sub_(0.1 if array.dim() < 2 else 0.5)
        x = torch.randn(*size)
        with torch.no_grad():
            y = made(x)
            y = y[0] if isinstance(y, tuple) else y
        ran = archcalc.run(archcalc.from_torch(made, torch.zeros(*size), values=True), x.numpy())
        assert not ran.mismatches
        differences = [abs(found.reshape(y.shape) - y.numpy()).max() for found in ran.outputs.values() if found.size == y.numel()]
        assert min(differences) < 1e-5 * y.std().item()

    def test_a_module_without_values_cannot_be_run_on_its_own(self):
        import torch

        network = archcalc.from_torch(torch.nn.Linear(4, 2, device="meta"), torch.zeros(1, 4, device="meta"))
        with pytest.raises(ArchcalcError, match=r"the module's value of 'linear\.weight' is not known"):
            archcalc.run(network, weights="own")
        with pytest.raises(ArchcalcError, match="lenet5 comes without values of its own"):
            archcalc.run("lenet5", weights="own")

    def test_own_values_at_the_terminal_and_in_a_file(self, here, tmp_path):
        onnx = pytest.importorskip("onnx")
        network = load("torch:my_nets:Net", options={"classes": 7}, input_size="3x16x16")
        assert not archcalc.run(network, weights="own").mismatches
        archcalc.export(network, tmp_path / "own.onnx", weights="own")
        assert len(onnx.load(tmp_path / "own.onnx").graph.initializer) == 7
