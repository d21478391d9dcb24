"""The bundled networks for text against transformers' own classes, as tests/oracle/language_models.py recorded them."""

import json

import pytest
from places import ORACLE

import archcalc
from archcalc.loading.library import folder, names

RECORDED = json.loads((ORACLE / "language_models.json").read_text("utf-8"))["models"]
FILES = ("bert", "gemma_2b", "gpt2", "llama2", "llama3", "mistral_7b", "mixtral", "transformer")


def totals(name, length):
    """Parameters and MACs of a network with options, at the length of its sequences that is told."""
    network, *options = name.split()
    settings = dict(option.split("=") for option in options)
    several = len(archcalc.load(network).inputs) > 1
    if length and several:
        settings["length"] = str(length)
    spec = archcalc.load(network, options=settings, input_size=str(length) if length and not several else None)
    return archcalc.analyze(archcalc.build(spec)).tables[0].totals


@pytest.mark.parametrize("name", RECORDED)
def test_equals_transformers(name):
    figures = totals(name, RECORDED[name].get("length"))
    assert figures["params"] == RECORDED[name]["params"]
    assert RECORDED[name].get("macs", figures["macs"]) == figures["macs"]


def test_all_of_them_are_recorded():
    text = {name for name, path in names().items() if path in {folder() / f"{file}.yaml" for file in FILES}}
    assert text == {name.split()[0] for name in RECORDED}
