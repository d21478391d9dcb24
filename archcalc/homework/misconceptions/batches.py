"""One image or a batch of them."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.homework.misconceptions._base import HELD, OTHER, PRODUCTS, Case, Misconception, by_number
from archcalc.homework.questions.right_answers import Target

_USUAL = (128, 256, 64, 32, 16, 100, 50, 512, 1024)


def _one_image(case: Case, target: Target) -> Iterator[int]:
    if case.question.network.graph.batch > 1:
        yield target.value // case.question.network.graph.batch


def _many_images(case: Case, target: Target) -> Iterator[int]:
    """Times the batch that the network was trained with, or a usual one."""
    graph = case.question.network.graph
    training = graph.about.description.get("training")
    batch = training.get("batch") if isinstance(training, dict) else None
    if graph.batch == 1:
        sizes = dict.fromkeys((batch, *_USUAL))
        yield from (target.value * size for size in sizes if isinstance(size, int) and size > 1)


ROWS = (
    Misconception("batch-forgotten", "the batch was forgotten", "the figure is for the whole batch", HELD | PRODUCTS,
                  by_number(_one_image)),
    Misconception("batch-included", "a batch was included", "the figure is for one image; parameters are there once",
                  HELD | PRODUCTS | {"params", "weights"}, by_number(_many_images), rank=OTHER + 5),
)
