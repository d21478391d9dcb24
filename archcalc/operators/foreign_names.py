"""Layers by what PyTorch, Keras, Caffe and ONNX call them: how names are compared, and what is not here."""

from __future__ import annotations

import re

_AXES = re.compile("[123]d")


def bare(word: str) -> str:
    """A name without its module, arguments, capitals, hyphens, axes, and the mark of a lazy layer.

    >>> bare("torch.nn.LazyConv2d"), bare("Conv2DTranspose"), bare("batch_norm")
    ('conv', 'convtranspose', 'batchnorm')
    """
    name = word.partition("(")[0].rpartition(".")[2].lower().replace("-", "").replace("_", "")
    return _AXES.sub("", name).removeprefix("lazy").removesuffix("withindices")


INSTEAD = {
    "sequential|container": "a list of steps is a chain by itself",
    "modulelist|parameterlist": "repeat and each make the same steps many times",
    "moduledict|module|layer|wrapper|parameterdict": "modules: names parts that are used as operators are",
    "activation": "an activation's own name is a step: relu",
    "timedistributed": "linear works on each token by itself",
    "logsoftmax": "softmax, then elementwise: {function: log}",
    "embeddingbag": "embedding, then reduce",
    "average|mean": "reduce: {function: mean, axes: [...]}; of several layers, add",
    "einsumdense": "linear, or einsum",
    "rescaling": "arithmetic: {function: multiply, number: 0.00392}, and add for an offset",
    "repeatvector": "reshape: {shape: [1, features]}, then gather: {axis: 1, index: [0, 0, 0]}",
    "reversibleembedding": "embedding, and linear that takes its table: share",
    "unitnorm(alization)?": "rms_norm: {affine: false}, then arithmetic: {function: divide, number: ...}",
    "transformer|transformer(en|de)coder(layer)?": "transformer_block: {heads: 8}; of a decoder, with memory: LAYER",
    "residual(block|unit|connection)?|shortcut|skip(connection)?": "residual: [...] adds its input to its steps",
    "split|chunk|unbind": "split: {parts: 4, axis: 1} gives parts by name",
    "conv(norm|bn)?(activation|act)|convbn(relu)?|convbnrelu": "conv_norm: {filters: 8}",
    "depthwiseconv(olution)?": "conv: {filters: c_in, kernel: 3, groups: c_in}",
    "separableconv(olution)?": "separable_conv: {filters: 8}",
    "squeezeexcitation|se(layer|block|module)": "squeeze_excite",
    "reflectionpad": "pad: {mode: reflect, sides: [...]}",
    "replicationpad": "pad: {mode: replicate, sides: [...]}",
    "circularpad": "pad: {mode: circular, sides: [...]}",
    "(simple|stacked)?(rnn|lstm|gru)(cells?|base|cellbase)": "rnn, lstm or gru, on tokens: of one step, [1, features]",
    "bidirectional(rnn|lstm|gru)?": "bidirectional: true, of rnn, lstm and gru",
    "droppath|stochasticdepth|dropconnect|dropblock": "it works in training alone: dropout, or leave it out",
    "patchembed(ding)?": "conv: {filters: 768, kernel: 16, stride: 16}, then to_tokens",
    "mlp|feedforward(network)?|ffn": "feed_forward: {hidden: 4 * c_in}, or residual: [layer_norm, feed_forward]",
    "(fused)?mbconv": "inverted_residual",
    "basicblock": "residual: [...] of two conv_norm steps",
    "(atrous|dilated)conv(olution)?": "conv: {filters: 8, kernel: 3, dilation: 2, padding: 2}",
    "maxout": "split, then arithmetic: {function: maximum}",
    "globalpool(ing)?": "global_avg_pool, or global_max_pool",
    "denselayer": "linear: {units: 10}",
    "elementwisesum": "add joins two layers",
    "hswish": "hard_swish", "hsigmoid": "hard_sigmoid",
    "router": "mixture has a gate of its own",
    "placeholder": "input: [3, 224, 224] at the head of a file",
    "biasadd": "bias: true, of the layer itself",
    "skip(simplified)?layernorm(alization)?|addnorm": "residual: [...], then layer_norm",
    "localresponsenormalization": "lrn",
    "quantizelinear": "quantize", "dequantizelinear": "dequantize",
    "loop|scan|whileloop": "repeat: {times: 8, layers: [...]}, with share: true for the same weights",
    "cast|astype": "--dtype float16 at the terminal: a file has no number types",
    "roll|cumsum|arg(max|min)|topk|nonmaxsuppression|nms": "tensor_function: {function: NAME, shape: [...]} counts it",
    "(global)?channelattention|eca(layer|module)?|cbam": "squeeze_excite, or global_avg_pool, linear and multiply",
    "highway(layer|network)?": "linear, sigmoid; 1 - x: arithmetic: {function: subtract, number: 1, turned: true}",
    "linformer|performer|nystromformer|linearattention": "einsum: {equation: ...}, in the order in which it multiplies",
    "encoder|decoder|backbone|neck|head": "modules: names parts of your own; transformer_block is there unwritten",
    "mlpmixer|mixer(block|layer)?|gmlp": "transpose: {order: [0, 2, 1]} before and after a linear over the tokens",
    "parameter": "arithmetic: {learned: [...]} has an array of its own",
}
"""Names of other libraries, as patterns, for what archcalc says in other steps."""

MISSING = {
    "conv(rnn|lstm|gru)(cells?)?": "convolutional recurrent layers",
    ".*loss|.*crossentropy.*|kldiv|pairwisedistance|cosinesimilarity|pdist": "losses",
    "celu|selu|mish|(hard|soft|tanh)?shrink|softsign|logsigmoid|softmin|rrelu|threshold(edrelu)?|hardmax|gumbelsoftmax":
        "activation of this name",
    "(global)?lppool|fractionalmaxpool|(max)?roi(pool|align)": "pooling of this kind",
    "(spectral|weight|lp|l2)norm(alization)?|meanvariancenormalization|(l2)?normalize":
        "normalisation of this kind",
    "(un)?fold|im2col|col2im|gridsample|affinegrid|deformconv|bilinear|gather(elements|nd)|scatter.*":
        "operator of this kind",
    "additiveattention": "attention of this kind",
    "random.*|.*lookup|hashing|hashedcrossing|textvectorization|discretization|categoryencoding|masking|augmix|"
    "autocontrast|cutmix|equalization|mixup|randaugment|solarization|melspectrogram|stft.*|pipeline|maxnumboundingboxes|"
    "activityregularization|gaussiannoise": "layers that prepare or change data",
    ".*lambda|.*layerfrom.*|(flax|jax|tfsm)layer|torchmodulewrapper|dataparallel|onehot":
        "layer of this kind",
}
"""Names of other libraries, as patterns, for what archcalc has not, and that in words."""


def told(word: str) -> str:
    """A hint for a name of another library: how it is written here, or that it is not here; nothing for other words.

    >>> told("nn.ModuleList"), told("CTCLoss"), told("conv")
    ('repeat and each make the same steps many times', 'archcalc has no losses', '')
    """
    name = bare(word)
    instead = next((hint for pattern, hint in INSTEAD.items() if re.fullmatch(pattern, name)), "")
    missing = next((noun for pattern, noun in MISSING.items() if re.fullmatch(pattern, name)), "")
    return instead or (f"archcalc has no {missing}" if missing else "")
