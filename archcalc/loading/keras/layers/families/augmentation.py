"""Layers that change images in training, and pass them on in use."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView, Rule


def _passed_on(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """identity, whatever the layer's choices, which are of training."""
    for key in view.config.values:
        view.config.get(key)
    return (yield from view.add("identity", view.x))


RULES: dict[str, Rule] = dict.fromkeys((
    "AugMix", "CutMix", "MixUp", "RandAugment", "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter",
    "RandomContrast", "RandomElasticTransform", "RandomErasing", "RandomFlip", "RandomGaussianBlur",
    "RandomGrayscale", "RandomHue", "RandomInvert", "RandomPerspective", "RandomPosterization", "RandomRotation",
    "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom"), _passed_on)
