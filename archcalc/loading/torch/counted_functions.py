"""Functions of which the cost is known and the arithmetic is not: compared, looked up, sorted, moved."""

from __future__ import annotations

from math import prod
from typing import Any

from archcalc.loading.torch.call_view import CallView, axes_of
from archcalc.loading.torch.exported_program import each_shape, is_row
from archcalc.loading.torch.module_values import FixedArray, LayerOutput, ModuleValue, NoWords

_COUNTS: dict[str, str] = {
    "moves": """
        index index_select gather take take_along_dim roll flip repeat repeat_interleave tile unfold im2col col2im
        where masked_fill masked_scatter masked_select scatter scatter_add scatter_reduce index_put index_add
        index_copy index_fill slice_scatter select_scatter diagonal diagonal_scatter diag diag_embed tril triu copy
        fill zero one_hot arange  rand_like
        randn_like nonzero reflection_pad1d reflection_pad2d reflection_pad3d replication_pad1d replication_pad2d
        replication_pad3d pixel_unshuffle written narrow movedim rot90 as_strided view_as_real view_as_complex
        complex real imag max_unpool2d max_unpool3d max_unpool1d rand randn
        bernoulli multinomial embedding_renorm unique_consecutive _unique2 scalar_tensor zeros ones full isin
        bitwise_left_shift bitwise_right_shift broadcast_tensors
        resize_as fill_diagonal""",
    "compares": """
        eq ne lt le gt ge isnan isinf isfinite logical_and logical_or logical_not logical_xor bitwise_and bitwise_or
        bitwise_not rrelu bitwise_xor any all argmax argmin topk sort argsort kthvalue median searchsorted bucketize
        cummax cummin threshold hardshrink softshrink fmod remainder fractional_max_pool2d fractional_max_pool3d
        __and__ __or__ __xor__ max_pool2d max_pool3d adaptive_max_pool1d adaptive_max_pool2d adaptive_max_pool3d
        max_pool2d_with_indices max_pool3d_with_indices
        heaviside nan_to_num signbit aminmax mode round trunc frac floor_divide torchvision.nms nanmedian""",
    "adds": """
        cumsum sum nansum mean cumprod prod count_nonzero avg_pool1d avg_pool2d avg_pool3d adaptive_avg_pool1d
        adaptive_avg_pool2d adaptive_avg_pool3d _adaptive_avg_pool2d _upsample_bicubic2d_aa _upsample_bilinear2d_aa
        grid_sampler grid_sampler_2d grid_sampler_3d diff lerp logcumsumexp torchvision.roi_align
        torchvision.ps_roi_align torchvision.roi_pool torchvision.ps_roi_pool embedding_bag
        _embedding_bag bincount histc trace cross segment_reduce""",
    "divides": """
        batch_norm group_norm instance_norm layer_norm
        var std var_mean std_mean norm linalg_vector_norm linalg_norm frobenius_norm renorm
        cosine_similarity l1_loss poisson_nll_loss
        mse_loss cross_entropy_loss smooth_l1_loss huber_loss kl_div binary_cross_entropy _weight_norm polar
        nll_loss_nd cosine_embedding_loss hinge_embedding_loss margin_ranking_loss multilabel_margin_loss
        soft_margin_loss triplet_margin_loss multi_margin_loss ctc_loss
        pairwise_distance""",
    "exponentials": """
        glu tan atan asin acos sinh cosh asinh acosh atanh arctan arctan2 atan2 log1p log2 log10 expm1 exp2 erfinv erfc
        lgamma digamma logsumexp logaddexp xlogy logit special_erf special_expit softmax sinc i0 _safe_softmax
        binary_cross_entropy_with_logits special_xlog1py softplus""",
}
"""ATen's operators by what they do most of."""


_UNTOLD = frozenset({"dtype", "layout", "device", "pin_memory", "memory_format", "size", "generator"})
"""Arguments that say how and where values are held, or what the shape says."""
_LONGEST = 100
_COUNTED = {operator: counts for counts, operators in _COUNTS.items() for operator in operators.split()}


def is_counted(operator: str) -> bool:
    """True where the cost of an operator is known, if a rule finds no words for what it computes."""
    return operator in _COUNTED


def _told(call: CallView, number: int) -> str:
    """A function with its arguments that are no values, and which of its outputs it is: topk(k=2)[1]."""
    given = ", ".join(f"{key}={_plain(value)}" for key, value in call.call.arguments.items()
                      if key not in _UNTOLD and _plain(value) is not None)
    name, output = call.operator.strip("_"), f"[{number}]" if number else ""
    return f"{name}({given})"[:_LONGEST] + output if given else name[:_LONGEST] + output


def _plain(value: Any) -> str | None:
    """A number, a word or a row of numbers as it is written."""
    if type(value) is tuple:
        parts = [_plain(each) for each in value]
        return None if not parts or None in parts else f"[{', '.join(map(str, parts))}]"
    return str(value) if isinstance(value, (bool, int, float, str)) else None


def counted(call: CallView) -> ModuleValue:
    """One layer for each output that is known; the cost stands at the first. Raises NoWords."""
    reads, counts = call.read(), _COUNTED[call.operator]
    found: list[LayerOutput | None] = []
    for number, shape in enumerate(each_shape(call.call.shape)):
        if shape is None or not prod(shape) or not call.is_read(number):
            found.append(None)
            continue
        found.append(call.add("tensor_function", *reads, function=_told(call, number), shape=axes_of(shape),
                              counts="moves" if any(found) else counts, gives=shape))
    if not any(found):
        raise NoWords("the sizes of its output are not known")
    return tuple(found) if is_row(call.call.shape) else found[0]


def with_outputs_read(call: CallView, answer: ModuleValue) -> ModuleValue:
    """A rule's answer to a call, with a layer for each other output that is read: where a maximum stands, for one."""
    if not is_row(call.call.shape) or not isinstance(answer, tuple) or isinstance(answer, (LayerOutput, FixedArray)):
        return answer
    reads = [value for name in call.call.reads if isinstance(value := call.context.values.get(name), LayerOutput)]
    found = list[ModuleValue](answer)
    for number, shape in enumerate(each_shape(call.call.shape)):
        if found[number] is None and shape is not None and prod(shape) and call.is_read(number):
            found[number] = call.aside("tensor_function", *reads, function=_told(call, number), shape=axes_of(shape),
                                       gives=shape)
    return tuple(found)
