"""No option of a plan is silent beside another: it changes the answer, or it is refused with a hint."""

from itertools import combinations

import pytest

import archcalc
from archcalc.base.errors import ArchcalcError

SAID = {
    "optimizer": "sgd", "step": "fused", "accumulate": 2, "checkpoint": "sqrt", "dtype": "bfloat16", "amp": "bf16", "mode": "eval", "gpu": "rtx4090",
    "gpus": 4, "reserve": "1GiB", "split": "macs", "in_place": False, "norms": "composed", "masks": "bytes", "target": "mcu", "board": "stm32f746",
    "ram": "320KiB", "flash": "1MiB", "lora": "rank=2,targets=all", "tensor": 2, "pipeline": 2, "sequence": True, "expert": 2, "patches": 2,
    "energy": "horowitz-2014", "channels_last": True, "batch": 2,
}
WANTS = {"reserve": {"gpu": "rtx4090"}, "split": {"gpus": 4}, "sequence": {"tensor": 2}}
WANTS |= {option: {"target": "mcu"} for option in ("board", "ram", "flash", "patches")}


def answer(name: str, said: dict) -> str:
    """The answer, or nothing where there is none."""
    try:
        found = archcalc.plan(name, **said)
    except ArchcalcError as error:
        return "" if all(mistake.hint or mistake.expected for mistake in error.mistakes) else f"refused without a hint: {said}, {error}"
    return repr((found.head, [table.rows for table in found.tables], found.notes))


@pytest.mark.slow
def test_no_option_is_silent_beside_another():
    silent, answers = [], {}
    for pair in (*combinations(SAID, 1), *combinations(SAID, 2)):
        said = {key: value for option in pair for key, value in WANTS.get(option, {}).items()} | {option: SAID[option] for option in pair}
        for option in pair:
            both, without = (answers.setdefault(repr(sorted(way.items())), None) or answer("lenet5", way) for way in (
                said, {key: value for key, value in said.items() if key != option}))
            answers |= {repr(sorted(said.items())): both}
            silent += [(option, pair)] if (both and both == without) or both.startswith("refused") else []
    assert silent == []


@pytest.mark.parametrize(("ask", "said", "hint"), [
    (lambda: archcalc.plan("lenet5", gpu="-5GiB"), "--gpu wants a memory without a sign", "24GiB"),
    (lambda: archcalc.plan("lenet5", gpu="0GiB"), "nothing is left of 0GiB", "24GiB"),
    (lambda: archcalc.plan("lenet5", gpu="2GiB", reserve="3GiB"), "nothing is left of 2GiB", "a smaller --reserve"),
    (lambda: archcalc.fit("lenet5", memory="99999999999999TiB"), "of up to 9 digits", "24GiB"),
    (lambda: archcalc.plan("lenet5", target="mcu", ram="-3KiB"), "--ram wants a memory without a sign", "24KiB"),
    (lambda: archcalc.plan("lenet5", target="mcu", flash="0MiB"), "--flash wants at least a byte", "512MiB"),
    (lambda: archcalc.plan("lenet5", gpus=10**6), "1 to 65,536 devices", "--gpus 8"),
    (lambda: archcalc.plan("gpt2", tensor=10**6), "1 to 65,536 devices", "--gpus 8"),
    (lambda: archcalc.fit("lenet5", memory="1GiB", batch="0"), "batch wants numbers of 1 or more", "1..256"),
    (lambda: archcalc.fit("gpt2", memory="1GiB", input_size="128..99999999..7"), "at most 1,000,000 points", "a larger step"),
])
def test_a_size_that_is_none_is_answered_with_one_that_is(ask, said, hint):
    with pytest.raises(ArchcalcError) as told:
        ask()
    assert said in str(told.value)
    assert hint in told.value.mistakes[0].hint
