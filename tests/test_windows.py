"""Windows against a brute-force count of their positions, and receptive fields against tracing single pixels."""

from hypothesis import assume, given
from hypothesis import strategies as st

from archcalc.analyses import receptive_field
from archcalc.document import parse
from archcalc.errors import Refused
from archcalc.graph import build
from archcalc.ops import find
from archcalc.rules.windows import positions, same_sides
from archcalc.spec import read

SIZES = st.integers(1, 40)
KERNELS = st.integers(1, 7)
STRIDES = st.integers(1, 4)
PADDINGS = st.integers(0, 3)


def starts(size, kernel, stride, before, after, dilation=1):
    """Where a window may start, counted from the first padded value."""
    span = dilation * (kernel - 1) + 1
    return [start for start in range(0, size + before + after, stride) if start + span <= size + before + after]


@given(SIZES, KERNELS, STRIDES, PADDINGS, PADDINGS, st.integers(1, 3))
def test_a_window_takes_every_position_at_which_it_fits(size, kernel, stride, before, after, dilation):
    expected = len(starts(size, kernel, stride, before, after, dilation))
    try:
        assert positions("height", size, kernel, stride, (before, after), dilation) == expected
    except Refused:
        assert expected == 0


@given(SIZES, KERNELS, STRIDES)
def test_same_padding_makes_as_many_positions_as_strides_fit(size, kernel, stride):
    before, after = same_sides(size, kernel, stride)
    assert after - before in {0, 1}
    wanted = positions("height", size, kernel, stride, "same")
    assert wanted == -(-size // stride)
    assume(size + before + after >= kernel)
    assert len(starts(size, kernel, stride, before, after)) >= wanted


@given(SIZES, KERNELS, STRIDES, PADDINGS)
def test_a_pool_that_rounds_up_takes_a_last_window_unless_it_starts_in_the_padding(size, kernel, stride, padding):
    assume(padding < kernel <= size + 2 * padding)
    pool = find("max_pool")(kernel=(kernel, kernel), stride=(stride, stride), padding=(padding,) * 4, ceil=True)
    covered = [start for start in range(0, 2 * size + 20, stride)
               if start < size + padding and (start == 0 or start - stride + kernel < size + 2 * padding)]
    assert pool.output((1, 1, size, size)) == (1, 1, len(covered), len(covered))


@given(st.lists(st.tuples(KERNELS, STRIDES, st.integers(0, 2)), min_size=1, max_size=4))
def test_a_receptive_field_is_what_a_traced_pixel_sees(windows):
    text = "input: [1, 2000, 2000]\nlayers:\n" + "".join(
        f"  - conv: {{filters: 1, kernel: {kernel}, stride: {stride}, padding: {padding}}}\n"
        for kernel, stride, padding in windows)
    graph = build(read(parse(text, "chain.yaml"), "chain"))
    (told,) = list(receptive_field.cells(graph))[-1]
    first = last = 0
    for kernel, stride, padding in reversed(windows):
        first, last = first * stride - padding, last * stride - padding + kernel - 1
    assert told["size"][0] == last - first + 1
    assert told["padding"][0] == -first
