"""The four situations of transfer learning, and what follows from each.

Sources: the lecture and the notes that it takes them from (CS231n, "Transfer Learning"); Yosinski et al. 2014, "How
transferable are features in deep neural networks?"; for how much is fine-tuned, TensorFlow's tutorial that the lecture
names (MobileNetV2 from layer 100 of 154 on). None of them says how many images are many: `LARGE` is archcalc's own.
"""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple

LARGE = 10_000
"""So many images are a large data set, where nobody says otherwise; the sources give no number."""

TUNED = 1 / 3
"""The last third of a network is fine-tuned, where it is not the whole."""

EARLIER = 1 / 2
"""Earlier activations are those after half of the network; the sources say "somewhere earlier"."""

RATE = 10
"""A tenth of the original learning rate is a good start for fine-tuning (the lecture)."""


class Option(NamedTuple):
    """A way to use a trained network."""

    name: str
    words: str


OPTIONS = (
    Option("codes", "linear classifier on the CNN codes"),
    Option("earlier", "linear classifier on earlier activations"),
    Option("some", "fine-tune the last part"),
    Option("all", "fine-tune all"),
    Option("scratch", "train from scratch"),
)


class Situation(NamedTuple):
    """A data set, large or small, like the original one or not; the option that follows, and why."""

    number: int
    large: bool
    similar: bool
    option: str
    why: str
    source: str

    @property
    def words(self) -> str:
        """The situation in words."""
        return f"{'large' if self.large else 'small'} and {'similar' if self.similar else 'different'}"


SITUATIONS = (
    Situation(1, large=False, similar=True, option="codes",
              why="few images would overfit a fine-tuned network, and its high-level features fit images like the "
                  "original ones: train a linear classifier on the CNN codes", source="the lecture; CS231n"),
    Situation(2, large=True, similar=True, option="some",
              why="with many images there is less danger of overfitting: fine-tune the last part of the network, or "
                  "all of it", source="the lecture; CS231n"),
    Situation(3, large=False, similar=False, option="earlier",
              why="few images allow a linear classifier only, and the last layers are specific to the original images: "
                  "train it on activations somewhere earlier", source="the lecture; CS231n; Yosinski et al. 2014: the "
                  "more tasks differ, and the later the layer, the less its features transfer"),
    Situation(4, large=True, similar=False, option="all",
              why="many images can train a network from scratch, and yet to begin with trained weights and fine-tune "
                  "all is often better", source="the lecture; CS231n; Yosinski et al. 2014: features from a distant "
                  "task do better than random ones, even after fine-tuning"),
)


def situation(images: int, *, similar: bool, large_from: int = LARGE) -> Situation:
    """The situation of a data set. Raises ArchcalcError for one without images.

    >>> situation(5000, similar=True).number, situation(5000, similar=True, large_from=1000).number
    (1, 2)
    """
    if images < 1:
        raise ArchcalcError.of("usage", f"a data set has an image at least, found {images}",
                               hint="give the number of its images")
    large = images >= large_from
    return next(each for each in SITUATIONS if (each.large, each.similar) == (large, similar))
