"""Regions of an image, each cut out and brought to one size."""

from math import prod
from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, Natural, Pair, PositiveReal
from archcalc.operators.kernels.region_samples import averaged, samples, weights
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape
from archcalc.operators.reading import MOST_PHASES, UNKNOWN, Along, Reads, Taps
from archcalc.operators.saved_for_backward import NOTHING, Circumstances, Saved
from archcalc.operators.shapes import apart, image, tokens, written
from archcalc.operators.sliding_window import rounded_up


class RoiAlign(Op):
    """Regions of an image, each as bins of `size`; a bin is the mean of samples between the places of the image.

        input    (n, c, h, w), and the regions: (n, r, 4), a box for each: x1, y1, x2, y2
        output   (n*r, c, *size), the regions of the first image before those of the second
        adds     4 for every sample

    `regions` names the layer that gives the boxes, in pixels of the network's input; `spatial_scale` is the size of
    this image over that one's (1/4 behind a stride of 4). Or it is a number of regions that no layer gives: the volumes
    and costs of so many are told, and each is the whole image in a run. A bin has `sampling_ratio` samples along each
    axis; 0 stands for as many as it has places, rounded up, which is counted as for a region of the whole image.
    `aligned` puts the pixels' middles, and not their beginnings, at whole numbers; without it a region is a place high
    and wide at least. What an output sees depends on its box: of the image, at most all of it. No parameters.
    Source: He et al. 2017 (Mask R-CNN), section 3; torchvision.ops.roi_align.

    >>> op = RoiAlign(size=(7, 7), spatial_scale=0.25, sampling_ratio=2)
    >>> op.output((1, 256, 200, 200), (1, 1000, 4))
    (1000, 256, 7, 7)
    """

    kind, traits = "roi_align", {"held", "own-volume", "by-channel"}
    keeps = NOTHING
    pytorch, drawn_as = "RoIAlign", "resize"
    elsewhere = ("multiscaleroialign", "roialign", "roialignlayer", "roipool", "roipooling")
    inputs: ClassVar[tuple[int, int | None]] = (1, 2)
    reads_also = "regions"

    size: Pair
    regions: Natural = 0
    spatial_scale: PositiveReal = 1.0
    sampling_ratio: Natural = 0
    aligned: Flag = False

    def output(self, x: Shape, boxes: Shape | None = None) -> Shape:
        n, c, *_ = image("roi_align", x)
        if boxes is None:
            if not self.regions:
                raise Refused("missing-attribute", "roi_align wants its regions: the layer that gives their boxes, or "
                                                   "their number", hint="roi_align: {size: 7, regions: boxes}")
            return n * self.regions, c, *self.size
        images, regions, sides = tokens("roi_align's regions", boxes)
        if images != n:
            raise Refused("shape", f"roi_align cannot join {apart(x, boxes)}", hint="the batch must be the same")
        if sides != 4:
            raise Refused("shape", f"roi_align takes boxes of 4 numbers (x1, y1, x2, y2), found {written(boxes)}",
                          hint="regions x 4")
        if self.regions not in (0, regions):
            raise Refused("shape", f"roi_align: there are {regions} boxes, and {self.regions} regions are told",
                          hint="leave the number out")
        return n * regions, c, *self.size

    def cost(self, output: Shape, *xs: Shape) -> Cost:
        each = (self.sampling_ratio or rounded_up(size, bins) for size, bins in zip(xs[0][2:], self.size, strict=True))
        return Cost(adds=4 * prod(output) * prod(each), divides=prod(output))

    def saved(self, when: Circumstances, output: Shape, *xs: Shape) -> Saved:
        """The boxes, each with the number of its image."""
        return Saved(parts=5 * output[0])

    def reads(self, output: Shape, *xs: Shape) -> tuple[Reads, ...]:
        each = output[0] // xs[0][0]
        own = Along(0, Taps((range(1),) * each)) if each <= MOST_PHASES else UNKNOWN
        return ((own, Along(1), UNKNOWN, UNKNOWN), (own, UNKNOWN, UNKNOWN))[:len(xs)]

    def forward(self, xp: Arrays, *xs: Array) -> Array:
        x, (n, _, h, w) = xs[0], xs[0].shape
        half, least = (0.5, 0.0) if self.aligned else (0.0, 1.0)
        if len(xs) == 2:
            boxes = xs[1].reshape(-1, 4).astype(xp.float64) * self.spatial_scale
        else:
            boxes = xp.asarray([[0.0, 0.0, float(w), float(h)]] * (n * self.regions), dtype=xp.float64)
        sides = [boxes[:, side:side + 1] - half for side in range(4)]
        along = zip((sides[1], sides[0]), (sides[3], sides[2]), self.size, (h, w), strict=True)
        down, across = (weights(xp, samples(xp, first, last, bins, self.sampling_ratio, least), places).astype(x.dtype)
                        for first, last, bins, places in along)
        return averaged(xp, x, down, across)

    def summary(self, *xs: Shape) -> str:
        sampled = f", {self.sampling_ratio} samples along each" if self.sampling_ratio else ""
        return f"{self.output(*xs)[0] // xs[0][0]} regions to {'x'.join(map(str, self.size))}{sampled}"
