"""The lecture page by page: what it says of a network stands in its `about` or among its claims, and nothing else is said to be its."""

import re

import pytest

from archcalc import load
from archcalc.language.about import facts
from archcalc.loading.library import names

ALEXNET = """
    input 227x227x3, conv1 55x55x96, pool1 27x27x96, norm1 27x27x96, conv2 27x27x256, pool2 13x13x256, norm2 13x13x256,
    conv3 13x13x384, conv4 13x13x384, conv5 13x13x256, pool3 6x6x256"""
VGG16 = """
    input 224x224x3 150K 0, conv1_1 224x224x64 3.2M 1,728, conv1_2 224x224x64 3.2M 36,864, pool1 112x112x64 800K 0,
    conv2_1 112x112x128 1.6M 73,728, conv2_2 112x112x128 1.6M 147,456, pool2 56x56x128 400K 0, conv3_1 56x56x256 800K 294,912,
    conv3_2 56x56x256 800K 589,824, conv3_3 56x56x256 800K 589,824, pool3 28x28x256 200K 0, conv4_1 28x28x512 400K 1,179,648,
    conv4_2 28x28x512 400K 2,359,296, conv4_3 28x28x512 400K 2,359,296, pool4 14x14x512 100K 0, conv5_1 14x14x512 100K 2,359,296,
    conv5_2 14x14x512 100K 2,359,296, conv5_3 14x14x512 100K 2,359,296, pool5 7x7x512 25K 0, fc6 4096 4096 102,760,448,
    fc7 4096 4096 16,777,216, fc8 1000 1000 4,096,000"""


def rows(text):
    """Layers with what stands beside each on a page: (layer, values)."""
    return [(row.split()[0], row.split()[1:]) for row in re.split(r",\s+", text.strip())]


PAGES = {
    "LeNet-5: [CONV-POOL-CONV-POOL-CONV-FC]": [
        ("lenet5", "5x5 filters at stride 1, 2x2 subsampling at stride 2"), ("lenet5", "The 120 units are a convolution")],
    "AlexNet: two streams, one for each GPU": [
        ("alexnet", "two (alexnet_2gpu), because training was split over two GPUs"), ("alexnet", "two GTX 580 GPUs"),
        ("alexnet", "five to six days")],
    "AlexNet: CONV1": [("alexnet", "conv1", "filters", "96"), ("alexnet", "conv1", "output", "55x55x96"),
                       ("alexnet", "conv1", "weights", "35K")],
    "AlexNet: POOL1": [("alexnet", "pool1", "output", "27x27x96"), ("alexnet", "pool1", "params", "0")],
    "AlexNet: full architecture": [
        *[("alexnet", layer, "output", volume) for layer, (volume,) in rows(ALEXNET)],
        *[("alexnet", f"conv{i}", "filters", count) for i, count in enumerate(["96", "256", "384", "384", "256"], 1)],
        *[("alexnet", layer, "neurons", count) for layer, count in [("fc6", "4096"), ("fc7", "4096"), ("fc8", "1000")]]],
    "AlexNet: details": [("alexnet", words) for words in (
        "first use of ReLU", "layers of it, not common anymore", "data augmentation", "dropout 0.5", "batch 128", "SGD with momentum 0.9",
        "1e-2, reduced by 10 manually when validation accuracy plateaus", "weight decay 0.0005")],
    "ZFNet": [("zfnet", "smaller filters in the first layer keep more of the pixels"), ("zfnet", "deconvolutional networks"),
              ("zfnet", "one GTX 580 GPU"), ("zfnet", "twelve days"),
              *[("zfnet", f"conv{i}", "filters", count) for i, count in ((3, "512"), (4, "1024"), (5, "512"))]],
    "VGGNet: configurations": [
        ("vgg16", "3x3 convolutions at stride 1 and 2x2 pooling at stride 2"), ("vgg16", "best model"),
        ("vgg16", "four Nvidia Titan Black GPUs"), ("vgg16", "two to three weeks"),
        *[(name, "", "params", printed) for name, printed in (
            ("vgg11", "133M"), ("vgg11_lrn", "133M"), ("vgg13", "133M"), ("vgg16_c", "134M"), ("vgg19", "154M"))]],
    "VGGNet: memory and parameters": [
        claim for layer, (volume, memory, weights) in rows(VGG16) for claim in (
            ("vgg16", layer, "neurons" if layer[:2] == "fc" else "output", volume), ("vgg16", layer, "memory", memory),
            ("vgg16", layer, "weights", weights))],
    "VGGNet: totals": [
        ("vgg16", "", "memory", "24M"), ("vgg16", "", "memory", "93MB"), ("vgg16", "", "weights", "138M"),
        ("vgg16", "with the backward pass the memory is about twice as much")],
    "VGGNet: note": [("vgg16", "Most memory is in the early convolutions, most parameters in the late dense layers")],
    "GoogLeNet": [
        ("googlenet", "inception_*", "modules", "9"), ("googlenet", "", "operators", "over 100"),
        ("googlenet", "inception_5b", "output", "7x7x1024"), ("googlenet", "pool5", "output", "1x1x1024"),
        ("googlenet", "", "params", "5M"), ("googlenet", "", "params-ratio", "12x fewer"), ("googlenet", "", "macs-ratio", "2x more"),
        ("googlenet", "no hidden dense layers"), ("googlenet", "Inception-v2, v3 and v4 follow it"),
        ("googlenet", "a few high-end GPUs"), ("googlenet", "within a week")],
    "ResNet: ILSVRC and COCO 2015": [
        ("resnet152", words) for words in ("ILSVRC 2015 classification: first", "3.6%", "ultra-deep, of 152 layers", "16%, 27%, 11% and 12%")],
    "ResNet: 34 layers, plain and residual": [
        ("plain34", "pool1", "output", "56x56"), ("resnet34", "pool1", "output", "56x56"), ("resnet152", "pool1", "output", "56x56"),
        ("resnet152", "8 GPUs"), ("resnet152", "2 to 3 weeks"), ("resnet152", "", "depth", "152"),
        ("resnet152", "", "layers-ratio", "8x more"), ("resnet152", "", "fewer-macs", "faster than a VGGNet")],
}
"""What each page says of a network: a claim (network, layer, figure, printed), or words of its `about` (network, words)."""

SHOWN = {
    "ResNet: CIFAR-10 experiments": ["cifar_plain20", "cifar_plain56", "cifar_resnet20", "cifar_resnet56", "cifar_resnet110"],
    "Other CNN models": ["resnext50_32x4d", "mobilenet_v1", "mobilenet_v2", "densenet121", "xception", "nasnet_large",
                         "inception_resnet_v2"],
}
"""Networks that a page names and says nothing more of."""


def told(name):
    """All that `archcalc about` shows of a network beside its claims, as one text."""
    return " ".join(f"{fact.name.removeprefix('training ').strip()} {fact.told}" for fact in facts(load(name).about.description))


def claims(name):
    """What a network's file says that the lecture prints: layer, figure, number."""
    return {(claim.layer, claim.figure, claim.printed) for claim in load(name).about.published if claim.where.split(";")[0] == "lecture"}


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_says_of_a_network_is_told(page):
    missing = [entry for entry in PAGES[page]
               if (entry[1] not in told(entry[0]) if len(entry) == 2 else tuple(entry[1:]) not in claims(entry[0]))]
    assert missing == []


def test_no_claim_is_said_to_be_the_lectures_that_no_page_prints():
    printed = {entry for page in PAGES.values() for entry in page if len(entry) != 2}
    assert {(name, *claim) for name in names() for claim in claims(name)} == printed


@pytest.mark.parametrize("page", SHOWN)
def test_networks_that_a_page_names_are_bundled(page):
    assert set(SHOWN[page]) <= set(names())
