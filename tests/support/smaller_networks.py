"""Networks that are proved in a smaller size, as their own weights take gigabytes, and the options that make it."""

_BLOCKS = {"depth": 2, "width": 64, "heads": 4}
_GROUPED = _BLOCKS | {"inner": 96, "kv_heads": 2, "words": 90}
_PATCHES = {"patch": 4, "depth": 2, "hidden": 64, "mlp": 96, "heads": 4}
SMALLER = {
    "gpt2_medium": _BLOCKS | {"words": 90}, "gpt2_large": _BLOCKS | {"words": 80}, "gpt2_xl": _BLOCKS | {"words": 70},
    "bert_large": _BLOCKS | {"entries": 90, "length": 16}, "llama3_8b": _GROUPED, "llama3_70b": _GROUPED, "llama3_405b": _GROUPED, "mixtral_8x7b": _GROUPED,
    "llama2_7b": _GROUPED, "llama2_13b": _GROUPED, "llama2_70b": _GROUPED, "mistral_7b": _GROUPED,
    "gemma_2b": _BLOCKS | {"inner": 96, "head_width": 32, "words": 90},
    "stable_diffusion_unet": {"size": 16, "widths": [32, 32, 64, 64]}, "dit_xl2": _BLOCKS | {"size": 8},
    "t5_large": {"depth": 2, "width": 64, "heads": 4, "inner": 96, "words": 90, "source_length": 16, "target_length": 12},
    "convnext_v2_huge": {"widths": [16, 32, 48, 64], "depths": [1, 1, 2, 1]},
    "vit_l16": _PATCHES, "vit_h14": _PATCHES,
    "mamba_130m": {"depth": 2, "width": 64, "inner": 128, "rank": 4, "words": 90},
}


COUNTED_ONLY = {"stylegan2"}
"""Networks with a function that is counted and not run: the file says where the language stops."""


def smaller_input(name: str) -> str | None:
    """The input that such a network takes; that of several inputs follows from an option."""
    given = {"length", "size", "source_length", "widths"}
    if given & SMALLER[name].keys():
        return None
    return "3x16x16" if "patch" in SMALLER[name] else "16"
