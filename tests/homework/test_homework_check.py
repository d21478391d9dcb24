"""Answers marked: what is right, what is accepted, what is wrong and why; and what is never given away."""

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import blocks
from together import together

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.homework.answers.meanings import read
from archcalc.homework.marking import reports, rubrics
from archcalc.homework.marking.judging import Judge
from archcalc.homework.marking.marking import Marker
from archcalc.homework.marking.rubrics import Rubric, Terms
from archcalc.homework.misconceptions import catalogue
from archcalc.homework.questions import keys
from archcalc.homework.questions.networks import Networks
from archcalc.homework.questions.worked_lines import plain
from archcalc.homework.sheets import Entry, Sheet
from archcalc.language.text.document import parse
from archcalc.rendering.formats import render

SHARED = Networks()

CORRECT = [
    ("vgg16.conv1_2.params", "36,864"), ("vgg16.conv1_2.params", "(3*3*64)*64"), ("vgg16.conv1_1.output", "224x224x64"),
    ("alexnet.pool1.output", "27x27x96"), ("alexnet.pool1.params", "0"), ("alexnet.pool1.params", "none"),
    ("vgg16.total.params", "138M"), ("vgg16.total.params", "138,344,128"), ("vgg16.total.memory", "15.2M"),
    ("vgg16.total.memory", "60950432 bytes"), ("vgg16.total.memory", "60.95 MB"), ("vgg16.total.memory", "58.1 MiB"),
    ("vgg16.input.memory", "150K"), ("vgg16.conv1_1.memory", "12.8 MB"), ("alexnet.conv1.receptive_field", "11"),
    ("alexnet.conv1.receptive_field", "11x11"), ("alexnet.conv2.effective_stride", "8"), ("vgg16.fc6.output", "4096"),
    ("vgg16.fc6.output", "1x1x4096"), ("vgg16.total.macs", "15.5G"), ("vgg16.total.macs", "30.9 GFLOPs"),
    ("vgg16.conv1_1.flops", "173,408,256"), ("VGG-16.CONV1_1.Params", "1728"), ("vgg16.total.layers", "16"),
    ("vgg16.conv1_1.biases", "64"), ("alexnet.conv1.height", "55"), ("vgg16.fc6.channels", "4096"), ("vgg16(batch=8).conv1_1.memory", "25,690,112"),
    ("vgg16(input=3x112x112).conv1_1.output", "112x112x64"), ("resnet50.norm1.params", "128"),
]
ACCEPTED = [
    ("vgg16.conv1_1.params", "1,792", "with the 64 biases"), ("vgg16.conv1_1.output", "(64, 224, 224)", "channels first"),
    ("vgg16.conv1_1.output", "64@224x224", "channels first"), ("vgg16.conv1_1.output", "(1, 64, 224, 224)", "channels first"), ("vgg16.total.params", "138,357,544", "13,416 biases"),
    ("vgg16.total.memory", "60950432", "read as bytes"), ("vgg16.conv1_1.weights", "1.728", "comma separates thousands"),
    ("alexnet.pool1.params", "-", "read as 0"), ("resnet50.norm1.memory", "802,816", "what its output holds"),
]
WRONG = [
    ("vgg16.conv1_2.params", "1728", "previous-layer"), ("vgg16.conv1_2.params", "576", "input-channels-forgotten"),
    ("vgg16.conv2_1.params", "576", "output-channels-forgotten"), ("vgg16.conv1_2.params", "12288", "kernel-not-squared"),
    ("vgg16.conv1_2.params", "3,248,128", "bias-per-position"), ("vgg16.conv1_2.weights", "36928", "biases-counted"),
    ("vgg16.conv1_1.output", "222x222x64", "padding-ignored"), ("alexnet.conv1.output", "54x54x96", "plus-one-forgotten"),
    ("alexnet.conv1.output", "217x217x96", "stride-ignored"), ("alexnet.conv2.output", "25x25x256", "padding-on-one-side"),
    ("googlenet.pool1.output", "55x55x64", "floor-for-ceil"), ("vgg16.conv1_1.output", "224x224", "channels-left-out"),
    ("vgg16(input=3x112x224).conv1_1.output", "224x112x64", "width-and-height-swapped"),
    ("alexnet.pool1.params", "82,944", "pooling-given-parameters"), ("alexnet.pool1.params", "9", "pooling-given-parameters"),
    ("resnet50.norm1.params", "256", "batch-norm-statistics-counted"), ("vgg16.total.memory", "58.1 MB", "mb-for-mib"),
    ("vgg16.total.memory", "60.95 MiB", "mib-for-mb"), ("vgg16.total.memory", "487.6 MB", "bits-for-bytes"),
    ("vgg16.total.memory", "15.2 MB", "times-four-forgotten"), ("vgg16.total.memory", "93 MB", "slide-copied"),
    ("vgg16.total.memory", "93MB", "slide-copied"), ("vgg19.total.params", "154M", "slide-copied"),
    ("vgg16.total.memory", "58.13", "unit-missing"), ("vgg16(batch=8).conv1_1.memory", "3,211,264", "batch-forgotten"),
    ("vgg16.conv1_1.memory", "411,041,792", "batch-included"), ("vgg16.total.memory", "28,793,320", "relu-outputs-counted"),
    ("alexnet.conv1.macs", "210,830,400", "flops-for-macs"), ("alexnet.conv1.flops", "105,415,200", "macs-for-flops"),
    ("lstm_classifier.lstm.params", "2,363,392", "second-bias-forgotten"), ("lstm_classifier.lstm.weights", "589,824", "gates-forgotten"),
    ("lstm_classifier.lstm.macs", "2,359,296", "one-step-counted"), ("lstm_classifier.lstm.weights", "1,310,720", "state-weights-forgotten"),
    ("lstm_classifier.lstm.weights", "917,504", "one-direction-counted"), ("lstm_classifier.lstm.biases", "2,048", "gates-forgotten"),
    ("vgg16.total.macs", "15.5 GFLOPs", "macs-for-flops"), ("alexnet.conv1.macs", "34,848", "positions-forgotten"),
    ("alexnet.conv1.params", "34,884", "digits-swapped"), ("alexnet.conv1.params", "34,858", "one-digit-wrong"),
    ("alexnet.conv1.params", "348,480", "power-of-ten"), ("vgg16.total.params", "134,248,128", "layer-left-out"),
    ("alexnet.conv1.params", "3484", "digit-left-out"), ("alexnet.conv1.params", "344,848", "digit-too-many"),
    ("vgg16.conv1_1.output", "224x224x46", "digits-swapped"), ("vgg16.conv1_1.output", "(46, 224, 224)", "digits-swapped"),
    ("vgg16.conv1_1.output", "(2, 64, 224, 224)", None), ("vgg19.total.params", "143.6M", "cut-off"), ("vgg19.total.params", "143M", "cut-off"),
    ("vgg16.conv1_1.biases", "0K", None), ("vgg16.total.params", "183M", "digits-swapped"), ("vgg16.total.params", "14,710,464", "kind-of-layer-left-out"),
    ("vgg16.total.params", "138,000,000", "noughts-for-digits"), ("vgg16.conv1_1.weights", "2K", "one-digit-alone"),
    ("alexnet.conv2.weights", "614K bytes", None), ("alexnet.pool1.receptive_field", "11", "previous-layer"),
    ("alexnet.conv3.receptive_field", "3", "own-kernel-alone"), ("vgg16.fc6.params", "2,097,152", "flattening-forgotten"),
    ("vgg16.conv1_1.output", "3,211,264", "volume-multiplied-out"), ("vgg16.conv1_2.params", "1234567", None),
    ("gpt2(input=128).h0/attn.macs", "314572800", "masked-products-left-out"), ("gpt2(input=128).h0/attn.macs", "301989888", "scores-forgotten"),
    ("llama3_8b.layer0/attention.params", "67108864", "kv-heads-ignored"), ("vit_b16.encoder1/msa.weights", "28311552", "heads-multiplied"),
    ("alexnet.conv1.output", "28x28x3", None), ("lenet5.total.output", "10x10", None), ("vgg16.pool4.receptive_field", "10x10", "other-layer"),
]


def mark(answers: dict[str, str], rubric: Rubric | None = None, *, network: str = "", hints_only: bool = False):
    marker = Marker(rubric or Rubric(), SHARED, hints_only=hints_only)
    return marker.mark(Sheet("somebody", network, tuple(Entry(key, given) for key, given in answers.items())))


def rubric(text: str) -> Rubric:
    return rubrics.read(parse(text, "rubric.yaml"))


@together(("question", "given"), CORRECT)
def test_correct(question, given):
    assert mark({question: given}).verdicts[0].verdict == "correct"


@pytest.mark.parametrize(("question", "given", "note"), ACCEPTED)
def test_accepted_and_noted(question, given, note):
    verdict = mark({question: given}).verdicts[0]
    assert (verdict.verdict, verdict.points) == ("accepted", 1)
    assert note in verdict.feedback


@together(("question", "given", "misconception"), WRONG)
def test_wrong_and_why(question, given, misconception):
    verdict = mark({question: given}).verdicts[0]
    assert (verdict.verdict, verdict.points, verdict.misconception) == ("wrong", 0, misconception)


@pytest.mark.parametrize(("question", "given", "says"), [
    ("vgg16.conv1_1.params", "foo", "neither a number nor a volume"), ("vgg16.conv9_9.params", "1", "no layer 'conv9_9'"),
    ("vgg16.conv1_1.parms", "1", "did you mean 'params'"), ("vgg17.conv1_1.params", "1", "did you mean"),
    ("vgg16.fc6.height", "1", "has no height"), ("conv1_1.params", "1", "not said which network 'conv1_1' is of; say it before the layer"),
    ("vgg17.params", "1", "did you mean 'vgg16'?"), ("vgg16.conv1_1.params", "1728\nvgg16.fc6.params,3", "a quotation mark is not closed"), ("../../etc/passwd.conv1.params", "1", "not a network's name"),
    ("net.yaml.conv1.params", "1", "there is no network"), ("vgg16(classses=3).conv1_1.params", "1", "did you mean 'classes'?"),
])
def test_unreadable(question, given, says):
    verdict = mark({question: given, "vgg16.conv1_1.biases": "64"}).verdicts[0]
    assert verdict.verdict == "unreadable"
    assert says in verdict.feedback


def test_a_tolerance_may_be_the_whole():
    assert rubric("tolerance: 100%").terms.tolerance == 1
    with pytest.raises(ArchcalcError, match="a tolerance up to 100 %"):
        rubric("tolerance: 101%")


def test_a_sheet_about_a_file_of_ones_own_says_how_it_is_marked():
    with pytest.raises(ArchcalcError, match=r"marked with --network own\.yaml"):
        keys.question("conv1.params", Networks(), "own")


def test_a_question_has_so_many_characters():
    key = "vgg16.conv1_1.params"
    for more, verdict in ((keys.MOST_CHARACTERS - len(key), "correct"), (keys.MOST_CHARACTERS - len(key) + 1, "unreadable")):
        assert mark({" " * more + key: "1728", "vgg16.conv1_1.biases": "64"}).verdicts[0].verdict == verdict


def test_the_feedback_shows_the_student_s_arithmetic_and_the_right_one():
    says = mark({"alexnet.conv1.output": "54x54x96"}).verdicts[0].feedback
    assert says == ("The + 1 was forgotten. You: (227 - 11)/4 = 54: 54x54x96. "
                    "Right: (227 - 11)/4 + 1 = 55, 96 channels: 55x55x96.")


ASKED = [
    "alexnet.conv1.output", "alexnet.conv2.output", "googlenet.pool1.output", "vgg16(input=3x96x64).conv2_1.output", "vgg16(conv1_2.dilation=2).conv1_2.output",
    "inception_v2.pool1.output", "nasnet_mobile.stem_1/separable1/conv1.output", "alexnet.pool1.output", "vgg16.fc7.output", "alexnet.conv2.params",
    "alexnet_2gpu.conv2.params", "inception_v3.Mixed_6b/7x7_2/conv.params", "vgg16.fc6.params", "vgg16.fc7.params", "alexnet.pool1.params", "resnet50.norm1.params",
    "vit_b16.total.params", "resnet18.total.params", "vgg16.conv1_1.memory", "alexnet.pool1.memory", "vgg16(batch=8).conv1_1.memory", "lenet5.total.memory",
    "alexnet.total.memory", "alexnet.total.bytes", "alexnet.conv1.macs", "vgg16(input=3x96x64).conv2_1.macs", "vgg16(input=3x96x64).conv2_1.flops", "vgg16.fc6.macs",
    "alexnet.total.macs", "alexnet.conv3.receptive_field", "alexnet.conv2.effective_stride", "vgg16.conv1_1.neurons", "vgg16(batch=3).conv2_1.neurons",
    "vgg16(input=3x96x64).conv2_1.width", "vgg16(input=3x32x32).conv5_1.output", "resnet18.conv1.output",
]
MANY = {"other-layer", "other-figure", "other-convention"}
"""Misconceptions that lead to as many answers as there are rows or columns: the first of each will do."""


def test_what_every_misconception_leads_to(golden):
    """The answers of those who make the mistake, with the student's arithmetic."""
    told = []
    for asked in ASKED:
        judge = Judge(keys.question(asked, SHARED), Terms())
        told += ["", f"{asked}: {', '.join(f'{plain(target)} {target.unit}' for target in judge.case.targets)}"]
        for row, mistaken in judge.mistaken:
            lines = dict.fromkeys(f"  {row.name}: {plain(each.target)} {each.target.unit}; {each.told}" for each in mistaken)
            told += list(lines)[:1 if row.name in MANY else None]
    golden("mistakes.txt", "\n".join(told[1:]) + "\n")


def test_a_marked_sheet(golden):
    answers = {"vgg16.conv1_1.params": "1,792", "vgg16.conv1_2.params": "1728", "vgg16.pool1.output": "(64, 112, 112)",
               "vgg16.total.memory": "93 MB", "vgg16.total.params": "134,248,128", "vgg16.fc6.macs": "102.8M", "vgg16.fc7.params": ""}
    golden("check.md", render(reports.of_sheet(mark(answers), "Homework 3"), "markdown"))


def test_the_same_sheet_with_hints_only(golden):
    answers = {"vgg16.conv1_1.params": "1,792", "vgg16.conv1_2.params": "1728", "vgg16.total.memory": "93 MB", "vgg16.fc7.params": ""}
    golden("check-hints.md", render(reports.of_sheet(mark(answers, hints_only=True), "Homework 3"), "markdown"))


@together(("question", "given"), [(question, given) for question, given, _ in WRONG] + [("vgg16.fc6.params", "")])
def test_hints_give_nothing_away(question, given):
    full, hinted = (mark({question: given}, hints_only=hints).verdicts[0] for hints in (False, True))
    assert hinted.expected == ""
    secrets = set(re.findall(r"[0-9][0-9,.x]{2,}", full.expected + full.feedback))
    assert not [secret for secret in secrets if secret.strip(".,") in hinted.feedback and secret not in given]


HINTS = (
    ("lstm_classifier.lstm.macs", "once for each token"), ("bert_base.layer0/attention.macs", "every pair of tokens"),
    ("lstm_classifier.lstm.params", "four gates"), ("bert_base.layer0/attention.weights", "have a matrix each"),
    ("c3d.conv1a.params", "kernel depth * kernel height * kernel width * input channels"), ("unet.up_4/up_conv.macs", "archcalc explain conv_transpose says what it makes and holds"),
    ("m5.conv1/conv1.params", "kernel length * input channels"), ("mobilenet_v1.conv2_1/dw.params", "channels of a group, for every filter"),
    ("alexnet.pool1.params", "not every layer learns"), ("alexnet.total.params", "each of its layers learns"), ("alexnet.total.macs", "each of its layers takes"),
    ("googlenet.inception_3a.output", "their channels add up"), ("googlenet.inception_3a.params", "each of its layers learns"),
    ("resnet50.norm1.params", "a scale and a shift"), ("resnet50.conv2_1/add1.output", "value by value"), ("resnet50.pool5.output", "one value"),
    ("resnet50.conv1.params", "kernel width * input channels, for every filter."), ("vgg16(batch=8).conv1_1.memory", "for every image"),
    ("alexnet.fc6.weights", "a weight for each value that it reads."), ("alexnet.pool1.output", "the channels stay"),
    ("unet.up_4/up_conv.output", "archcalc explain conv_transpose says what it makes and holds"), ("m5.pool1.memory", "the sizes of the output multiplied with each other"),
    ("bert_base.layer0/attention.memory", "the sizes of the output multiplied with each other"), ("vgg16.conv1_1.macs", "as a filter has weights"),
    ("vgg16.conv1_1.memory", "height * width * channels"), ("m5.conv1/conv1.output", "along each axis"),
    ("vgg16.conv1_1.params", "kernel height * kernel width"),
)


def test_a_hint_is_the_formula_of_such_a_layer():
    for question, hint in HINTS:
        assert hint in mark({question: "1234567"}, hints_only=True).verdicts[0].feedback, question


def test_a_hint_tells_no_more_digits_of_a_right_answer_than_were_written():
    assert "138,344,128" not in mark({"vgg16.total.params": "138M"}, hints_only=True).verdicts[0].feedback


FOLLOWED = {
    # sheets with an earlier mistake: right and wrong arithmetic on it, in values and bytes, also channels first, and right answers among them
    "alexnet": {"conv1.output": "54x54x96", "conv1.params": "34,848", "conv1.memory": "279,936", "conv1.macs": "101,616,768", "pool1.output": "26x26x96",
                "pool1.memory": "259,584 bytes", "pool1.height": "26", "conv2.output": "26x26x256", "conv2.macs": "415,334,400", "conv2.flops": "830,668,800",
                "conv2.width": "26", "conv2.channels": "256", "conv2.weights": "614,400", "fc6.params": "28,311,552", "total.params": "52,930,464"},
    "vgg16": {"conv1_1.output": "(1, 32, 224, 224)", "conv1_2.params": "18,432", "conv1_2.output": "64x224x224", "pool1.output": "112x112x32", "conv2_1.params": "36,864",
              "conv2_1.memory": "6.4 MB", "conv2_1.macs": "462,422,016", "pool2.output": "56x56x128", "fc6.output": "4096"},
    "resnet18": {"conv1.output": "111x111x64", "pool1.output": "55x55x64", "conv2_1/conv1.output": "55x55x64", "conv2_1/conv1.macs": "111,513,600", "conv2_2/conv1.output": "56x56x64",
                 "conv2_1/conv2.output": "55x55x64", "conv2_1/add1.memory": "193,600", "conv2_2/conv2.macs": "111,513,600"},
    "lenet5": {"conv1.output": "28x28x4", "pool2.output": "14x14x4", "conv3.output": "10x10x16", "conv3.params": "1,600", "fc6.output": "0x0x84", "fc6.params": "10,164"},
}


def test_what_follows_from_earlier_answers(golden):
    marked = [render(reports.of_sheet(mark(answers, network=name), name), "markdown") for name, answers in FOLLOWED.items()]
    golden("check-following.md", "\n".join(marked))


class TestFollowThrough:
    """Right arithmetic on a wrong earlier answer."""

    WRONG_VOLUME = {"conv1.output": "54x54x96", "pool1.output": "26x26x96", "pool1.memory": "64,896", "conv2.macs": "415,334,400"}

    def test_is_recognised(self):
        verdicts = mark(self.WRONG_VOLUME, network="alexnet").verdicts
        assert [verdict.misconception for verdict in verdicts] == ["plus-one-forgotten", *["follow-through"] * 3]
        assert verdicts[0].points == verdicts[1].points == 0

    def test_gets_the_credit_that_the_rubric_gives_it(self):
        verdicts = mark(self.WRONG_VOLUME, rubric("follow_through: 0.5"), network="alexnet").verdicts
        assert [verdict.points for verdict in verdicts] == [0, *[Fraction(1, 2)] * 3]

    def test_ends_where_the_student_is_right_again(self):
        verdicts = mark(self.WRONG_VOLUME | {"pool1.output": "27x27x96"}, network="alexnet").verdicts
        assert verdicts[3].misconception != "follow-through"

    def test_a_sum_of_one_s_own_answers(self):
        right = {"conv1.weights": 34848, "conv2.weights": 614400, "conv3.weights": 884736, "conv4.weights": 1327104,
                 "conv5.weights": 884736, "fc6.weights": 37748736, "fc7.weights": 16777216, "fc8.weights": 4096000}
        wrong = right | {"conv2.weights": 12345}
        answers = {key: str(value) for key, value in wrong.items()} | {"total.weights": str(sum(wrong.values()))}
        assert mark(answers, network="alexnet").verdicts[-1].misconception == "follow-through"

    @given(st.data())
    @settings(max_examples=8, deadline=None)
    def test_whatever_volumes_a_student_has_everything_is_marked(self, data):
        """A layer may not even take the volume that the student has before it."""
        name = data.draw(st.sampled_from(["alexnet", "resnet18", "vit_b16", "googlenet"]))
        side, network = st.integers(1, 40), SHARED.find(name)
        layers = data.draw(st.lists(st.sampled_from([network.node(i).name for i in network.shown]), min_size=2, max_size=12, unique=True))
        answers = {f"{layer}.output": "x".join(map(str, data.draw(st.tuples(side, side, side)))) for layer in layers}
        answers |= {f"{layer}.{figure}": "1234567" for layer in layers for figure in ("params", "memory", "macs", "height")}
        assert {verdict.verdict for verdict in mark(answers, network=name).verdicts} <= {"correct", "accepted", "wrong", "unreadable"}

    def test_a_volume_smaller_than_the_window_after_it_leads_nowhere(self):
        answers = {"input.output": "3x3x3", "patch_embedding.output": "3x7x7",
                   "patch_embedding.memory": "1234567", "patch_embedding.macs": "1"}
        assert [each.verdict for each in mark(answers, network="vit_b16").verdicts] == ["wrong"] * 4

    def test_a_misconception_on_top_of_it_is_named(self):
        answers = {"conv1.output": "111x111x96", "pool1.output": "54x54x96"}  # (111 - 3)/2 = 54, the + 1 forgotten
        assert [verdict.misconception for verdict in mark(answers, network="alexnet").verdicts][1] == "plus-one-forgotten"


class TestRubrics:
    """Points, tolerance, conventions, partial credit; each in a line of YAML."""

    @pytest.mark.parametrize(("text", "question", "given", "points"), [
        ("points: 2", "vgg16.conv1_1.params", "1728", 2),
        ("tolerance: 1%", "vgg16.conv1_2.params", "36,900", 1),
        ("tolerance: 0.01", "vgg16.conv1_2.params", "36,900", 1),
        ("conventions: {params: exact}", "vgg16.conv1_1.params", "1728", 0),
        ("conventions: {params: exact}", "vgg16.conv1_1.params", "1792", 1),
        ("conventions: {params: weights}", "vgg16.conv1_1.params", "1792", 0),
        ("conventions: {memory: [lecture, lecture-total]}", "vgg16.total.memory", "24,319,464", 1),
        ("{conventions: {params: exact}, partial: {biases-forgotten: 0.5}}", "vgg16.conv1_1.params", "1728", Fraction(1, 2)),
        ("accept: [mb-for-mib]", "vgg16.total.memory", "58.1 MB", 1),
        ("unit: bytes", "vgg16.conv1_1.memory", "3211264", 0),
        ("unit: bytes", "vgg16.conv1_1.memory", "12845056", 1),
        ("dtype: float16", "vgg16.conv1_1.memory", "6422528 bytes", 1),
        ("questions: {conv1_1.params: 3}", "vgg16.conv1_1.params", "1728", 3),
        ("questions: {conv1_1.params: {points: 4, partial: {digits-swapped: 0.25}}}", "vgg16.conv1_1.params", "1278", 1),
        ("questions: {conv1_1.params: {points: 4, partial: {digits-swapped: 0.25}}}", "vgg16.conv1_1.params", "1729", 0),
    ])
    def test_terms(self, text, question, given, points):
        assert mark({question: given}, rubric(f"{text}\n")._replace(network="vgg16")).score == points

    def test_an_unanswered_question_of_the_rubric_is_blank(self):
        marks = mark({"conv1_1.params": "1728"}, rubric("{network: vgg16, questions: [conv1_1.params, pool1.output]}"))
        assert [verdict.verdict for verdict in marks.verdicts] == ["correct", "blank"]
        assert (marks.score, marks.max_score) == (1, 2)

    @pytest.mark.parametrize("questions", ["{conv1_1.params: 2, fc6.params: }", "[fc6.params]", "{}", "{a.params: {unit: bytes}}"])
    def test_points_that_a_question_takes_are_read(self, questions):
        assert rubric(f"{{points: 9, questions: {questions}}}").terms.points == 9

    def test_the_teacher_s_network_counts_not_the_sheet_s(self):
        chosen = rubric("{network: vgg16, questions: [conv1_1.params]}")
        assert mark({"conv1_1.params": "34848"}, chosen, network="alexnet").verdicts[0].verdict == "wrong"

    @pytest.mark.parametrize(("text", "place", "words"), [
        ("pionts: 1", "1:1", "did you mean 'points'?"), ("points: -1", "1:9", "a number from 0 to 1000"),
        ("partial: {bias-forgotten: 0.5}", "1:11", "did you mean 'biases-forgotten'?"), ("tolerance: 3", "1:12", "from 0 to 1"),
        ("partial: {biases-forgotten: 2}", "1:29", "from 0 to 1"), ("conventions: {params: foo}", "1:23", "no convention 'foo'"),
        ("conventions: {parms: exact}", "1:15", "did you mean 'params'?"), ("questions: 3", "1:12", "questions with their points"),
        ("{points: 9, questions: {conv1_1.params: 2, fc6.params: {points: 3}}}", "1:2", "every question has its own points"),
        ("{unit: bytes, questions: {fc6.params: {unit: values}}}", "1:2", "every question has its own unit"),
        ("dtype: float3", "1:8", "one of: float16"), ("follow_through: yes", "1:17", "expected a number"),
    ])
    def test_a_mistake_in_a_rubric_has_its_place(self, text, place, words):
        with pytest.raises(ArchcalcError) as caught:
            rubric(text)
        assert f"rubric.yaml:{place}: " in str(caught.value)
        assert words in str(caught.value)


def test_the_rubric_in_the_manual_works():
    (_, text), _ = blocks("homework", "yaml")
    marks = mark({"conv1_1.params": "1728", "total.memory": "58.1 MB"}, rubric(text))
    assert (marks.score, marks.max_score) == (4, 5)


def test_every_misconception_has_a_name_of_its_own_and_says_what_it_is():
    names = [row.name for row in catalogue()]
    assert len(set(names)) == len(names) >= 50
    for row in catalogue():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", row.name)
        assert (row.answers is None) != (row.matches is None)
        assert not re.search(r"[0-9]{3}", row.says + row.hint)


@given(st.sampled_from(["vgg16.conv2_1.weights", "alexnet.conv1.macs", "vgg16.total.weights", "alexnet.fc6.weights"]),
       st.integers(1, 10**10))
def test_no_other_integer_is_right(question, other):
    expected = int(mark({question: ""}).verdicts[0].expected)
    for given_number in (other, expected + other % 10 + 1, expected - other % 10 - 1, expected * 10):
        if given_number not in {expected, 2 * expected}:
            assert mark({question: f"{given_number:,}"}).verdicts[0].verdict == "wrong"




@pytest.mark.parametrize("name", [pytest.param("alexnet", marks=pytest.mark.slow), pytest.param("resnet18", marks=pytest.mark.slow), pytest.param("vgg16(batch=4)", marks=pytest.mark.slow), "lenet5"])
def test_what_a_misconception_leads_to_is_wrong_and_explained_at_least_as_well(name):
    """A law of the catalogue, for every layer and figure; the exact number may be explained by a likelier mistake."""
    network = SHARED.find(name)
    ranks = {row.name: row.rank for row in catalogue()}
    units = {"values": "", "macs": "", "bytes": " bytes", "bits": " bits", "flops": " FLOPs", "pixels": ""}
    for position in [*network.shown[:20], None]:
        for figure in ("output", "params", "weights", "memory", "macs", "receptive_field"):
            try:
                judge = Judge(keys.of(network, position, figure), Rubric().terms)
            except ArchcalcError:
                continue
            for row, mistaken in judge.mistaken:
                for target in (each.target for each in mistaken):
                    judged = judge.judge(read(f"{plain(target)}{units[target.unit]}"))
                    told = (name, position, figure, row.name, target, judged.verdict, judged.misconception)
                    assert judged.verdict == "wrong" or _may_be_read_otherwise(judge, target), told
                    if judged.verdict == "wrong":
                        assert judged.misconception, told
                        assert ranks[judged.misconception] <= row.rank, told


def _may_be_read_otherwise(judge, target) -> bool:
    """A volume in another order of sides may be one with the channels first; a number without unit may be of bytes."""
    values = [right.value for right in judge.case.targets]
    turned = isinstance(target.value, tuple) and sorted(target.value) in [sorted(value) for value in values if isinstance(value, tuple)]
    return turned or target.value in values




def test_what_stands_beside_a_right_number_may_be_of_another_layer():
    """Traps about alexnet's conv1, which has 34,944 parameters, a kernel of 11 and a stride of 4; texts with braces."""
    traps = {"params": ("conv2 has 34944", "34944 (pool1)", "34944 with stride 2", "34944 (kernel 3x3)",
                        "34944 (not {x})", "34944 (or {count)"),
             "output": ("conv2: 55x55x96", "55x55x96 for conv2", "57 = 55x55x96", "55x55x96 stride 2")}
    right = {"params": ("conv1 has 34944", "34944 (stride 4)", "34944 with kernel 11x11 and no padding"),
             "output": ("55x55x96 for conv1", "55 = 55x55x96")}
    for texts, wanted in ((traps, {"unreadable"}), (right, {"correct", "accepted"})):
        found = {text: archcalc.check({f"alexnet.conv1.{figure}": text}).table("verdicts").column("verdict")[0]
                 for figure, each in texts.items() for text in each}
        assert {text: verdict for text, verdict in found.items() if verdict not in wanted} == {}
