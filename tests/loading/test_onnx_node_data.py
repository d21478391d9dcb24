"""onnx's own data of its operators: where a rule tells a shape, it is that of the data; what has none is told."""

import warnings

import numpy
import pytest

onnx = pytest.importorskip("onnx")

from archcalc import ArchcalcError, build  # noqa: E402


def answers():
    """Every case, and the arrays that it gives."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from onnx.backend.test.loader import load_model_tests

        cases = [case for case in load_model_tests(kind="node") if case.data_sets and case.model is not None]
    for case in cases:
        yield case, [each for each in case.data_sets[0][1] if isinstance(each, numpy.ndarray)]


def judged(path, case, outputs):
    """Equal, told or refused, or what differs."""
    path.write_bytes(case.model.SerializeToString())
    try:
        graph = build(str(path))
    except ArchcalcError:
        return "refused"
    if graph.gap:
        return "told"
    given = {tuple(graph.nodes[position].shape) for position in graph.outputs}
    return "equal" if all((each.shape or (1,)) in given for each in outputs) else f"{case.name}: {given}"


@pytest.mark.slow
def test_shapes_are_those_of_the_data(tmp_path):
    found = [judged(tmp_path / "net.onnx", case, outputs) for case, outputs in answers()]
    assert {each for each in found if each not in {"equal", "told", "refused"}} == set()
    assert found.count("equal") >= 900
