"""English phrases as the reader of sentences takes them, where that is not what the catalogue says."""

PHRASES = {
    "article": "another|a|an|a single",
    "network":
        "network|net|cnn|model|convnet|neural network|architecture|mlp|multilayer perceptron|"
        "multi layer perceptron|perceptron|classifier|encoder|decoder|autoencoder|block|branch",
    "layer noun":
        "layer|layer's|stage|level",
    "hidden":
        "hidden layer|hidden layers|a single hidden layer|one hidden layer",
    "per":
        "per pixel|per value|per parameter|per weight|per number|per activation|per element|per entry",
    "pixels":
        "pixels|input pixels",
    "valid":
        "does not pad|do not pad|not padded|isn't padded|is not padded|unpadded|without any padding|no padding at all",
    "per image":
        "per picture|per image|per example|for each picture|for each image|for every image|for one image|per sample",
    "hidden:output":
        "output layer|the output layer|an output layer|final layer of|softmax layer|classification layer",
    "figure:params":
        "trainable values|learnable values|trainable numbers|trainable scalars|learnable scalars|"
        "trainable weights and biases",
    "attribute:padding":
        "symmetric zero padding|symmetric padding",
    "receives":
        "receive|receives|feed|feeds|enter|enters|reach|reaches",
    "unread":
        "what would it be|what would it become|and what would|would it be|instead",
    "total":
        "total|in total|overall|altogether|all together|sum|in all",
    "each":
        "all|all the|per|for every",
    "features":
        "in channels|input channels|in features|input features|input depth|c_in|incoming channels|"
        "input maps|input feature maps|input units|input neurons|input dimension|inputs|input nodes|"
        "number of input channels|input dimensionality|input values",
    "filters":
        "output channels|out channels|filters|filters each|kernels each|filters of size|kernels of size|"
        "filters with size|kernels with size|kernels|output maps|feature maps|feature detectors|output feature maps|"
        "output filters|convolution kernels|convolutional kernels|convolutional filters|number of output channels|out",
    "units:hidden":
        "hidden units|hidden neurons|hidden nodes|hidden cells|"
        "hidden state size|hidden state dimension|hidden dim|state size|hidden width",
    "units":
        "neurons|units|nodes|"
        "cells|hidden size|hidden dimension",
    "units:output":
        "outputs|output units|output neurons|classes|logits|way|output nodes|output values|class scores|categories|"
        "output classes",
    "kernel:pool":
        "pool size|pooling size|pooling window|pool window|pooling window size|pooling filter|pooling kernel",
    "size word:length":
        "length",
    "no":
        "no|without|ignoring|ignore|ignored|excluding|leaving out|leave out|neglecting|not counting|"
        "dropped|drop|excluded|disregard|disregarding|neglect|omitted|without any|free|leave",
    "dimensional":
        "dimensional|dim|d dimensional|components|entries|numbers each|dimensional vector|"
        "dimensional vectors|features per time step|features each|features",
    "dimension":
        "dimension|dimensions|embedding dimension|embedding size|dimensionality|of dimension",
    "size word":
        "side|width of|of size|size|sized|sides|resolution|side length|shape",
    "input":
        "input|tensor|tile|image|picture|map|feature map|volume|input volume|input image|"
        "frame|signal|sequence|vector|tensor of size|tensor of shape|activation map|input map|"
        "input tensor|feature tensor|digits|digit|patch|photo|input feature map|window of|segments|"
        "clip|video",
    "figure:receptive_field":
        "area|region|patch of its input|patch of the input|spans|span|history",
    "keeps":
        "untouched|unchanged|intact|unaffected|preserve|preserving|keeps the spatial size",
    "":
        "group|research group|one second|a second|per second|each second|consecutive|successive|non overlapping|"
        "square image|square input|square patch|square kernel|square filter|square filters|square picture|back to|"
        "alone|over two gpus|in a row|one after another|one after the other|word vectors|down|stem|identical|"
        "nothing but|some|of|is|are|the|has|have|does|for|in|at|if|the minimum|bilinear|nearest|nearest neighbour|"
        "bilinear interpolation|fit|fits|equal|up|by",
    "modifier:transposed":
        "transposed|transpose|fractionally strided",
    "with":
        "with|having|using|of which|incl|inkl|einschl|inklusive",
}
"""Phrases by their sense, and by which of that kind: kind:name."""
SMALL_WORDS = (
    "a an then after into all any only the of an is are with and how many what which on to in has have does by for "
    "from it its that this no each between at as be was were do if find calculate compute give and or than"
)
"""Words by which the language is known."""
LABELS = "exam|midterm|exercise|problem|question|task|quiz|part|homework|assignment|worksheet|sheet"
"""What an exercise is called, before its number."""
POINTS = "points?|marks?|pts?"
"""What an exercise is worth."""
