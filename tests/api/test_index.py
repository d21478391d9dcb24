"""Every word has a page, the index lists them, an unknown word is answered with the nearest of all, others' words with ours."""

import json

import pytest
from together import together
from typer.testing import CliRunner

import archcalc
from archcalc.api import topics
from archcalc.api.subjects import SUBJECTS
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application
from archcalc.counting import conventions
from archcalc.counting.columns import NAMES as ANALYSES
from archcalc.homework.misconceptions import catalogue
from archcalc.language.about import PREPROCESSING_KEYS, PUBLISHED_KEYS
from archcalc.language.expressions import INCOMING
from archcalc.language.expressions.arithmetic import FUNCTIONS, OPERATIONS
from archcalc.language.expressions.parser import WORDS
from archcalc.language.file_keys import KEYS, MODULE_KEYS
from archcalc.language.grammar import FORMS, JOIN_KEYS, SHARE_KEYS, STEP_KEYS, Keys
from archcalc.language.spec import read
from archcalc.language.step_reader import CONTROLS
from archcalc.language.text.document import parse
from archcalc.loading.library import names
from archcalc.network.builder import build
from archcalc.operators import called_here, find, foreign_names, kinds, suggested

ATTRIBUTES = {name for kind in kinds() for name in find(kind).fields}
VALUES = {word for kind in kinds() for field in find(kind).fields.values() for word in field.words or ()}
TABLES = [KEYS, MODULE_KEYS, STEP_KEYS, JOIN_KEYS, SHARE_KEYS, PUBLISHED_KEYS, PREPROCESSING_KEYS, *FORMS.values()]
WRITTEN = {
    "operators": kinds(), "forms": CONTROLS, "keys": {key for table in TABLES for key in table}, "attributes": ATTRIBUTES, "values": VALUES,
    "functions": [*FUNCTIONS, "volume"], "signs": [*OPERATIONS, *WORDS, *INCOMING], "conventions": conventions.NAMES.names, "figures": ANALYSES.names,
    "ways": ["notation", "patterns"],
    "misconceptions": [row.name for row in catalogue()],
}


def refused(word):
    with pytest.raises(ArchcalcError) as caught:
        archcalc.explain(word)
    return caught.value.mistakes[0]


@pytest.mark.parametrize("group", WRITTEN)
def test_every_word_has_a_page(group):
    for word in sorted({*WRITTEN[group]} - {"-"}):
        page = topics.page(word)
        assert page is not None, word
        assert any(table.rows or table.name == "attributes" for table in page.tables), word
        assert page.notes[-1].startswith("manual: archcalc manual "), word


def test_every_table_of_keys_is_declared_once():
    assert [table.of for table in Keys.declared] == list(dict.fromkeys(table.of for table in Keys.declared))
    assert {table.of for table in TABLES} == {table.of for table in Keys.declared}
    assert FORMS.keys() == CONTROLS.keys()


@pytest.mark.parametrize("number", range(len(SUBJECTS)))
def test_what_the_index_and_suggestions_know_has_a_page(number):
    subject = SUBJECTS[number]
    words = {*(entry.name for entry in subject.entries()), *subject.further()} - {"-"}
    assert [word for word in sorted(words) if topics.page(word) is None] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_example_of_a_form_is_a_step(form):
    build(read(parse(f"input: [3, 32, 32]\nlayers:\n  - relu\n  - {FORMS[form].example}\n", "x.yaml"), "x"))


INDEX = WRITTEN | {"keys": {key for table in TABLES if table.of not in FORMS for key in table}}


@pytest.mark.parametrize("group", sorted(INDEX.keys() - {"attributes", "values"}))
def test_the_index_lists_all_of_a_kind(group):
    assert set(archcalc.explain().table(group).column("name")) == set(INDEX[group])


def test_operators_stand_by_family():
    families = archcalc.explain().table("operators").column("family")
    assert families == sorted(families)
    assert len(set(families)) > 5


def test_the_index_is_text_and_json_and_python():
    text, said = (CliRunner().invoke(application("explain"), ["explain", *words]).stdout for words in ([], ["--format", "json"]))
    report = archcalc.explain()
    tables = json.loads(said)
    for table in report.tables:
        assert [row["name"] for row in tables[table.name]] == table.column("name")
        assert all(f"\n{table.title}\n" in text for table in report.tables)


@pytest.mark.parametrize(("word", "meant"), [
    ("embeding", "embedding"), ("residul", "residual"), ("divisble", "divisible"), ("kernal", "kernel"), ("torchinf", "torchinfo"), ("shre", "share"),
    ("resmet50", "resnet50"), ("plus-one-forgoten", "plus-one-forgotten"), ("receptive-feild", "receptive-field"), ("biliner", "bilinear"), ("c_inn", "c_in"),
])
def test_an_unknown_word_is_answered_with_the_nearest_of_all(word, meant):
    mistake = refused(word)
    assert (mistake.code, mistake.hint) == ("unknown-word", f"did you mean '{meant}'?")


def test_an_attribute_that_archcalc_leaves_out_is_said_to_be():
    assert "it follows from what the layer reads" in refused("in_channels").hint


def test_a_family_lists_its_operators():
    listed = archcalc.explain("pooling").table("operators").column("operator")
    assert set(listed) == {kind for kind in kinds() if "pooling" in find(kind).traits}


def test_a_word_that_nothing_is_near():
    assert "archcalc explain lists the words" in refused("xyzzyxyzzy").hint


@pytest.mark.parametrize(("word", "ours"), [
    ("Conv2d", "conv"), ("nn.Linear", "linear"), ("torch.nn.BatchNorm2d", "batch_norm"), ("BatchNormalization", "batch_norm"), ("Dense", "linear"),
    ("keras.layers.MaxPooling2D", "max_pool"), ("nn.LazyConv2d", "conv"), ("F.interpolate", "upsample"), ("GlobalAveragePooling2D", "global_avg_pool"),
    ("ZeroPad2d", "pad"), ("eltwise", "add"), ("view", "reshape"), ("InnerProduct", "linear"), ("Gemm", "linear"), ("out_channels", "filters"), ("kernel_size", "kernel"), ("Batch-Norm", "batch_norm"), ("MultiheadAttention", "attention"),
])
def test_others_words_lead_to_ours_and_say_so(word, ours):
    assert refused(word).hint == f"did you mean '{ours}'? {word} is {ours} here"


LIBRARIES = {"torch": """
AdaptiveAvgPool2d AdaptiveMaxPool2d AdaptiveLogSoftmaxWithLoss AlphaDropout AvgPool2d BCELoss BCEWithLogitsLoss BatchNorm2d Bilinear CELU CTCLoss
ChannelShuffle CircularPad2d ConstantPad2d Container Conv2d ConvTranspose2d CosineEmbeddingLoss CosineSimilarity CrossEntropyLoss CrossMapLRN2d DataParallel
Dropout Dropout2d ELU Embedding EmbeddingBag FeatureAlphaDropout Flatten Fold FractionalMaxPool2d GELU GLU GRU GRUCell GaussianNLLLoss GroupNorm Hardshrink
Hardsigmoid Hardswish Hardtanh HingeEmbeddingLoss HuberLoss Identity InstanceNorm2d KLDivLoss L1Loss LPPool2d LSTM LSTMCell LayerNorm LazyBatchNorm2d LazyConv2d
LazyConvTranspose2d LazyInstanceNorm2d LazyLinear LeakyReLU Linear LocalResponseNorm LogSigmoid LogSoftmax MSELoss MarginRankingLoss MaxPool2d MaxUnpool2d Mish
Module ModuleDict ModuleList MultiLabelMarginLoss MultiMarginLoss MultiheadAttention NLLLoss NLLLoss2d PReLU PairwiseDistance ParameterDict ParameterList
PixelShuffle PixelUnshuffle PoissonNLLLoss RMSNorm RNN RNNBase RNNCell RReLU ReLU ReLU6 ReflectionPad2d ReplicationPad2d SELU Sequential SiLU Sigmoid SmoothL1Loss
SoftMarginLoss Softmax Softmax2d Softmin Softplus Softshrink Softsign SyncBatchNorm Tanh Tanhshrink Threshold Transformer TransformerDecoder
TransformerDecoderLayer TransformerEncoder TransformerEncoderLayer TripletMarginLoss Unflatten Unfold Upsample UpsamplingBilinear2d UpsamplingNearest2d ZeroPad2d
""", "keras": """
Activation ActivityRegularization Add AdditiveAttention AlphaDropout Attention Average AveragePooling2D BatchNormalization Bidirectional CategoryEncoding
CenterCrop Concatenate Conv2D Conv2DTranspose ConvLSTM2D Cropping2D Dense DepthwiseConv2D Discretization Dot Dropout ELU EinsumDense Embedding Flatten GRU GRUCell
GaussianDropout GaussianNoise GlobalAveragePooling2D GlobalMaxPooling2D GroupNormalization GroupQueryAttention HashedCrossing Hashing Identity InputLayer
IntegerLookup LSTM LSTMCell Lambda Layer LayerNormalization LeakyReLU Masking MaxPooling2D Maximum MelSpectrogram Minimum MultiHeadAttention Multiply Normalization
PReLU Permute Pipeline RMSNormalization RNN RandomCrop RandomFlip ReLU RepeatVector Rescaling Reshape Resizing SeparableConv2D SimpleRNN SimpleRNNCell Softmax
SpatialDropout2D SpectralNormalization StackedRNNCells StringLookup Subtract TextVectorization TimeDistributed TorchModuleWrapper UnitNormalization UpSampling2D
Wrapper ZeroPadding2D
""", "onnx": """
Abs Add AveragePool BatchNormalization Ceil Clip Concat Conv ConvTranspose Cos DepthToSpace Div Dropout Elu Erf Exp Flatten Floor Gelu Gemm GlobalAveragePool
GlobalMaxPool GroupNormalization HardSigmoid HardSwish Identity InstanceNormalization LRN LayerNormalization LeakyRelu Log MatMul MaxPool Mul Neg PRelu Pad Pow
Reciprocal ReduceMax ReduceMean ReduceMin ReduceSum Relu Reshape Resize Sigmoid Sign Sin Slice Softmax Softplus SpaceToDepth Split Sqrt Squeeze Sub Sum Swish Tanh
Transpose Unsqueeze Upsample
"""}
TORCH = LIBRARIES["torch"].split()
WORDS_OF_OTHERS = sorted({
    *(word for words in LIBRARIES.values() for word in words.split()), *(f"nn.{word}" for word in TORCH), "Conv1d", "Conv3d", "BatchNorm1d", "nn.Dropout3d",
})


@together("word", WORDS_OF_OTHERS)
def test_every_layer_of_another_library_is_known_or_said_not_to_be_here(word):
    """Never the nearest by letters: GLU is not gelu, and MaxUnpool2d is no pooling."""
    told = suggested(word, [*kinds(), *CONTROLS])
    assert told in {f"did you mean '{called_here(word)}'?", foreign_names.told(word)} or told.partition(":")[0] in kinds(), told
    assert told


def test_nothing_that_is_here_is_said_not_to_be():
    others = {word for kind in kinds() for word in (find(kind).keras, find(kind).pytorch, *find(kind).elsewhere)}
    for word in {*kinds(), *FORMS, *others} - {""}:
        assert "archcalc has no" not in suggested(word, kinds()), word


@pytest.mark.parametrize("word", ["resnet", "vgg"])
def test_a_family_is_told_as_one(word):
    assert "is a family" in refused(word).message


def test_networks_are_still_explained_and_files_still_looked_for(tmp_path):
    assert "vgg16" in names()
    assert "wants a layer, a module or a total" in refused("vgg16").message
    assert refused(str(tmp_path / "none.yaml")).code != "unknown-word"


def test_the_examples_of_notation_are_steps():
    for written, _ in topics.page("notation").tables[0].rows:
        shape = "[3, 8, 16, 16]" if "3x3x3" in written else "[3, 16, 16]"
        assert len(build(read(parse(f"input: {shape}\nlayers: ['{written}']\n", "x.yaml"), "x")).nodes) > 1, written


def test_the_examples_of_patterns_mean_what_their_page_says(tmp_path):
    """The first three as steps of one network; the others as keys of a network that is built on another."""
    steps, changes = (topics.page("patterns").tables[0].column("written")[part] for part in (slice(3), slice(3, None)))
    text = ("input: [4, 8, 8]\nmodules:\n  tower: {layers: [conv: {filters: 4, kernel: 3, padding: 1}, relu]}\nlayers:\n"
            + "".join(f"  - tower: {{name: stage{i}}}\n  - tower: {{name: block{i}}}\n" for i in range(6))
            + "  - identity: {name: extra}\n  - split: {parts: 2}\n" + "".join(f"  - {step}\n" for step in steps))
    (tmp_path / "whole.yaml").write_text(text, "utf-8")
    (tmp_path / "part.yaml").write_text("extends: whole\n" + "".join(f"{change}\n" for change in changes), "utf-8")
    whole, part = (archcalc.load(tmp_path / f"{name}.yaml").build() for name in ("whole", "part"))
    assert [len(node.inputs) for node in whole.nodes if node.op.kind in {"add", "concat"}] == [6, 2, 7]
    assert {node.op.bias for node in part.nodes if node.op.kind == "conv"} == {False}
    assert len(whole.nodes) - len(part.nodes) == 2 * len("234")


def test_a_layer_of_a_totals_name_is_explained_as_the_layer(tmp_path):
    (tmp_path / "net.yaml").write_text("input: [3, 8, 8]\nlayers: [conv: {name: params, filters: 2, kernel: 1}]\n", "utf-8")
    told = archcalc.explain(tmp_path / "net.yaml", "params")
    assert "receptive field" in told.tables[0].column("figure")
    assert archcalc.explain(tmp_path / "net.yaml", "macs").tables[0].name == "terms"
