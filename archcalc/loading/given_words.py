"""Words given at the terminal, as values: those of options, and the sizes of inputs."""

from __future__ import annotations

from functools import lru_cache

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.language.spec import Spec
from archcalc.language.text.characters import decode
from archcalc.language.text.document import Value, parse


@lru_cache(maxsize=4096)
def value_of(origin: str, text: str) -> Value:
    """A value given at the terminal, read as YAML; `origin` is the option with its name, which a message cuts short."""
    shown = quoted(origin, "", most=100)
    return parse(decode(text.encode("utf-8", "surrogatepass"), shown), shown).root


def asked_inputs(spec: Spec, size: str) -> dict[str, Value]:
    """Every input's size: that of the only one, or of those that are named, left=3x64x64,right=3x32x32."""
    if "=" in size:
        given = dict(part.strip().partition("=")[::2] for part in size.split(","))
        other = next((name for name in given if name not in spec.inputs), None)
        if other is not None:
            raise ArchcalcError.of("inputs", f"{spec.about.name} has no input {quoted(other)}",
                                   hint=did_you_mean(other, spec.inputs), expected=f"of: {', '.join(spec.inputs)}")
        return spec.inputs | {name: _axes(axes) for name, axes in given.items()}
    if len(spec.inputs) != 1:
        first, *others = spec.inputs
        raise ArchcalcError.of("inputs", f"--input sets one input, and {spec.about.name} has {len(spec.inputs)}",
                               hint=f"name them: --input {first}=3x64x64,{others[0] if others else ''}=3x64x64")
    return dict.fromkeys(spec.inputs, _axes(size))


def _axes(size: str) -> Value:
    """A size as the terminal has it, 3x224x224, as a list."""
    axes = size.lower().replace("×", "x").split("x")
    if not all(axis.strip().isdecimal() for axis in axes):
        raise ArchcalcError.of("wrong-type", f"--input wants sizes such as 3x224x224, found {quoted(size)}")
    return value_of("--input", f"[{', '.join(axes)}]")


def change_of(change: tuple[str, object]) -> tuple[Value, dict[str, Value]]:
    """`conv1.stride` and its value, as an entry of `change`. Raises ArchcalcError."""
    import json

    layer, dot, attribute = change[0].rpartition(".")
    if not dot:
        raise ArchcalcError.of("usage", f"expected LAYER.ATTRIBUTE=VALUE, found {quoted(change[0])}",
                               hint="for example --change conv1.stride=2")
    return value_of("--change", json.dumps(layer)), {attribute: value_of(f"--change {change[0]}", str(change[1]))}
