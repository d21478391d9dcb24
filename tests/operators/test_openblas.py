"""The BLAS library of NumPy, and another one, which says nothing of itself."""

import pytest

from archcalc.operators import openblas

pytest.importorskip("numpy")


@pytest.fixture
def nameless(monkeypatch):
    """A NumPy without an OpenBLAS of its own."""
    asked = (openblas._function, openblas.takes_small_as_they_lie)
    monkeypatch.setattr(openblas, "_files", list)
    for each in asked:
        each.cache_clear()
    yield
    for each in asked:
        each.cache_clear()


def test_threads_are_as_many_as_were_asked_for():
    before = openblas.threads()
    openblas.use_threads(1)
    assert openblas.threads() == 1
    openblas.use_threads(before)
    assert openblas.threads() == before


def test_another_library_keeps_its_threads_and_lays_out_every_matrix(nameless):
    openblas.use_threads(7)
    assert openblas.threads() == 1
    assert not openblas.takes_small_as_they_lie()


@pytest.mark.parametrize(("kernels", "answer"), [(b"SkylakeX", True), (b"SapphireRapids", True), (b"Haswell", False), (b"armv8", False)])
def test_kernels_for_avx_512_take_small_matrices_as_they_lie(nameless, monkeypatch, kernels, answer):
    monkeypatch.setattr(openblas, "_function", lambda name: lambda: kernels)
    assert openblas.takes_small_as_they_lie() is answer
