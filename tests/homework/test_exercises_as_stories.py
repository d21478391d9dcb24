"""Exercises told as stories: a writer who knew nothing of the reader wrote 160 of them, and others of papers and traps.

Of those 160, 50 were answered right and 3 wrongly before it read stories, papers' notations, several questions about one
story, the shapes of batches, and many more words; then 98, and none wrongly. Those that stand are here; they are no longer
unseen. Traps are refused: what they add changes the answer, and is no word that may be passed over.
"""

from pathlib import Path

import pytest
from exercise_verdicts import verdict

from archcalc.base.errors import ArchcalcError
from archcalc.homework.exercises import solve

STORIES = [line.split("\t") for line in (Path(__file__).parent / "exercises_of_stories.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("rows", [STORIES[::40], pytest.param(STORIES, marks=pytest.mark.slow)], ids=["some", "all"])
def test_stories_are_answered_right_and_traps_refused(rows):
    told = {sentence: verdict(sentence, expected) for _, sentence, expected in rows}
    assert {sentence: each for sentence, each in told.items() if each != "right"} == {}


TOLD = [
    ("We've got conv1: 8 filters 3x3, pad 1; then conv2: 16 filters 3x3, pad 1, stride 2; then a fully connected layer with 5 "
     "outputs. Input 20x20x1. How large is the output of conv2, and how many parameters has the fully connected layer?",
     {"parts": ["10x10x16", 10 * 10 * 16 * 5 + 5]}),
    ("We've got conv1: 8 filters 3x3, pad 1; then conv2: 16 filters 3x3, pad 1, stride 2; then a fully connected layer with 5 "
     "outputs. Input 20x20x1. (a) size after conv2, (b) params of conv2, (c) params of the fully connected layer.",
     {"parts": ["10x10x16", 16 * 73, 10 * 10 * 16 * 5 + 5]}),
    ("nn.Conv2d(3, 12, 3, padding=1) on a batch of 8 images 3x64x64: output shape?",
     {"answers": {"output": "64x64x12", "output_of_batch": "8x12x64x64"}}),
    ("With a batch of 64 CIFAR images, conv of 32 filters 5x5 pad 2: the output shape?",
     {"answers": {"output": "32x32x32", "output_of_batch": "64x32x32x32"}}),
]
REFUSED = [
    ("A VGG-16 on 224x224x3 gets a new dense layer with 10 outputs. How many parameters?", "which layer of vgg16"),
    ("VGG-16 with 10 classes on 224x224x3: parameters?", "of vgg16"),
    ("In VGG, the first layer has 64 filters of 3x3 on 224x224x3. What is the output size?", "VGG"),
    ("The input is 28x28x1. The first layer is a conv with 8 filters of 3x3. The second layer has 16 filters of 3x3. "
     "How many parameters does it have?", "the layer, or the network"),
    ("conv 8 3x3 on 28x28x1, then another conv 16 3x3, the same settings as the first: parameters?", "same settings"),
    ("Input 32x32x3. Conv 16 3x3. What is the output and what would it be with padding 1?", "2 questions"),
    ("A conv layer with 16 3x3 filters on 28x28x1 and then another. Output?", "another what"),
    ("A CNN on CIFAR-10 has conv 16 3x3, conv 32 3x3, each with a 2x2 max pool behind. Output?", "how the layers alternate"),
    ("A conv layer with 8 filters of 3x3 on 28x28x3, and a conv layer with 16 filters of 3x3 on the same image. Parameters?",
     "same image"),
    ("Which cat is it, and how many parameters has conv 8 3x3 on 28x28x1?", "2 questions"),
    ("A conv layer with 8 filters of 3x3 on 28x28x3. What is the output, and which gizmo is it?", "gizmo"),
]


def test_several_questions_batches_and_networks_that_are_only_mentioned():
    for text, head in TOLD:
        found = solve(text).head
        assert {name: found[name] for name in head} == head, text
    for text, why in REFUSED:
        with pytest.raises(ArchcalcError) as caught:
            solve(text)
        assert why in caught.value.text, caught.value.text
