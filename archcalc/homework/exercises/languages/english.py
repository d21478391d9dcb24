"""English, of exercise sheets, exams and forums."""

from archcalc.homework.exercises.languages._english_biases import WEIGHTS_ALONE, WITH_BIASES
from archcalc.homework.exercises.languages._english_counts import COUNTS, ORDINALS
from archcalc.homework.exercises.languages._english_everyday import EVERYDAY
from archcalc.homework.exercises.languages._english_fillers import FILLERS
from archcalc.homework.exercises.languages._english_narrative import NARRATIVE
from archcalc.homework.exercises.languages._english_outputs import GIVES, OUTPUTS
from archcalc.homework.exercises.languages._english_settings import SETTINGS
from archcalc.homework.exercises.languages._english_stories import STORIES
from archcalc.homework.exercises.languages._english_terms import ATTRIBUTES, FIGURES, LAYERS, MODIFIERS, NUMBER_TYPES

AROUND = f"{EVERYDAY}|{NARRATIVE}|{STORIES}|{SETTINGS}"
"""Words that are let pass where a known figure is asked for."""
WORDS = {
    "filler": f"{AROUND}|{FILLERS}",
    "filters":
        "filters|kernels|feature maps|maps|activation maps|output maps|convolution kernels|"
        "convolutional kernels|convolutional filters|convolution filters|output feature maps|filter kernels|"
        "conv filters|conv kernels|learnable filters|feature detectors|out channels|output channels|"
        "out planes|kernels in total|output planes|learned filters|filter maps|feature channels|"
        "convolution filter|number of output channels|number of filters|number of kernels",
    "kernel":
        "filter|kernel|window|windows|filter size|kernel size|window size|filter dimension|"
        "kernel dimension|kernel sizes|filter sizes|window sizes|sliding window|filter width|kernel width|"
        "convolution kernel|"
        "convolutional kernel|conv filter|conv kernel|filter dimensions|kernel dimensions|"
        "kernel shape|filter shape|filters each|fxf|f|receptive field of each filter|kernel of size|"
        "filter of size|window of size|kernel with size|filter with size|size of the filter|"
        "size of the kernel|size of the filters|size of filters|size of filter|kernel extent|"
        "filter extent|receptive field each|receptive fields each|kernel side|filter side",
    "pool kernel":
        "pool size|pooling size|pooling window|pool window|pooling window size|pooling filter|"
        "pooling kernel",
    "channels": "channels|channel|planes",
    "features in":
        "in channels|input channels|in features|in planes|input depth|input feature maps|input maps|"
        "number of input channels|number of channels in|input planes|incoming channels|depth in|"
        "question mark|missing number|missing value|blank",
    "units":
        "units|unit|neurons|neuron|hidden units|hidden neurons|nodes|hidden nodes|output classes|classes|cells|"
        "cell units|memory cells|output neurons|perceptrons|logits|labels|categories|output units|targets|"
        "class scores|scores|softmax units|outputs in total|way|way classes|"
        "units per direction|hidden units per direction|cells per direction",
    "size":
        "size|sizes|sized|layer sizes|the layer sizes|layer widths|the layer widths|dimension|dimensions|shape|"
        "spatial size|spatial dimensions|"
        "spatial dimension|spatial extent|extent|width and height|height and width|resolution|"
        "side length",
    "input":
        "input|inputs|image|one of|one of size|one of shape|"
        "picture|volume|input volume|input image|input layer|input size|input shape|"
        "signal|input tensor|input feature map|feature map|input dimension|input dimensions|image size|"
        "sequence|input features|features|input matrix|input data|input height and width|vector|input vector|"
        "feature vector|photo|photograph|image input|picture of|frame of|activation|activations volume|map|"
        "input map|input sequence|example|minibatch of images|input matrix size|input size of|inputs of size|"
        "input layer of|clip|input units|input neurons|input nodes|input dimensionality|data matrix|"
        "incoming volume|hidden state vector|where x has shape|x has shape|x of shape|"
        "where x is of shape|x has a shape of|for x of shape|where x has the shape",
    "on":
        "previous layer outputs|previous layer produces|previous layer gives|previous layer's output is|"
        "output of the previous layer is|previous layer's output has shape|output of the previous layer has shape|"
        "preceding layer outputs|layer before it outputs|gets as input|gets an input of|gets an input|"
        "takes an input of|takes as input|is given|is fed|is fed with|acts on|acting on|operates on|operating on|"
        "applied over|run over|working on|consumes|sees an input of|gets|"
        "on|onto|applied to|applied on|over|for an input|for input|convolved over|slides over|"
        "takes in|read|reads|receives|fed with|run on|works on|"
        "looks at|look at|looking at|is run on|sees as input|straight to|directly to|straight on",
    "output": OUTPUTS,
    "gives": GIVES,
    "keeps":
        "keeps|keep|keeping|preserves|preserve|preserving|retains|retain|maintains|maintain|"
        "leaves unchanged|maintaining|leave unchanged|leaves the size unchanged|does not change|"
        "do not change|doesn't change|keep the same|keeps the same|to keep|"
        "so that the output has the same|such that the output has the same|such that the output has the same "
        "height and width|"
        "so that the output has the same height and width|such that the output has the same size|"
        "so that the output has the same size|so that the size is preserved|such that the size is preserved|"
        "so that the spatial size is preserved|such that the spatial size is preserved|"
        "so the output has the same size|so that the spatial dimensions are preserved|"
        "such that the spatial dimensions are preserved|so that the size stays the same|"
        "such that the spatial dimensions stay the same|so that the spatial dimensions stay the same|"
        "to keep the spatial size|to keep the size|to preserve|remains the same|remain the same|stays the same|"
        "stay the same|unchanged|remain unchanged|remains unchanged|conserve|conserves",
    "from": "from|starting from|starting with|beginning with|going from",
    "to": "to|into",
    "ask": "what|which|how large|how big|how long|what is|what's|whats|how|why|how wide|how high",
    "many":
        "how many|how much|number of|the number of|amount of|count of|total number of|count|"
        "no. of|nr of|num",
    "most":
        "at most|no more than|not more than|up to|maximum|max|under a budget|budget|a budget|"
        "less than or equal to|within|below|fewer than or equal to|at the most|upper bound|"
        "no larger than|not exceeding|does not exceed|not exceed|limited to|limit of",
    "under": "under",
    "least": "at least|no fewer than|not fewer than|minimum|no less than",
    "exact": "exactly|equal to|equals|precisely",
    "no":
        "no|without|zero|none|without any|not any|with no|neither|excluding|exclude|ignoring any|"
        "omit|omitting|omitted|disabled|off|absent",
    "same": "same|same padding|zero same padding",
    "valid":
        "valid|unpadded|valid padding|isn't padded|is not padded|aren't padded|are not padded|not padded|un padded",
    "then":
        "then|and then|followed by|afterwards|after that|next comes|which feeds|thereafter|subsequently|next|"
        "then next|next layer|finally a|after this|thereupon|leading to|feeding|feeding into|"
        "which is followed by|this is followed by|that is followed by|before a|and finally|lastly|piped into|"
        "connected into|chained with|and a final|next apply|next we apply",
    "after":
        "after|follows|following a|applied after|connected to|attached to|right after|directly after|"
        "immediately after|on top of|placed after|preceded by",
    "and": "and|plus|as well as|together with",
    "or":
        "to that of|to those of|to that for|or|vs|vs.|versus|than|compared to|compared with|rather than|"
        "instead of|"
        "is factorized into|is factorised into|is decomposed into|is split into|is broken into|is factored into|"
        "are factorized into|is substituted by|is substituted with|can be replaced by|can be replaced with|"
        "is replaced with|is replaced by|are replaced with|are replaced by|replaced with|replaced by",
    "with": "with|having|that has|which has|that have|where each has",
    "fewer":
        "fewer|less|smaller|cheaper|lower|less expensive|more efficient|fewer of the|less total|lighter",
    "fewest": "fewest|least|smallest|lowest|cheapest|the fewest|the least|the smallest|the lowest",
    "more": "more|larger|bigger|greater|higher",
    "the most": "most|largest|biggest|highest|greatest|the most|the largest|the biggest|the highest|the greatest",
    "compare":
        "compare|comparison|difference between|factorizing|factorising|decomposing|factoring|comparing",
    "batch":
        "batch|batch size|mini batch|minibatch|mini batch size|minibatch size|batches|batch of|"
        "minibatch of|mini batch of|batches of|batch size of|batch dimension|mini batches of",
    "bias": "bias|biases|bias terms|bias term|bias parameters|bias vector",
    "with biases": WITH_BIASES,
    "weights alone": WEIGHTS_ALONE,
    "each":
        "each|in and out|input and output|in each layer|everywhere|throughout|per layer|at every layer|"
        "to each other|in and out of each layer|in every layer|for every layer|at each layer|in all layers|"
        "for all layers|per conv layer|input and output both|for both input and output|at input and output|"
        "on both sides of each layer|both in and out|in and out of each|each layer|every layer|"
        "both with|both use|both using|both have|both having|all with|all use|all using|all have|all having|"
        "each with|"
        "each use|each using|each having|every one with|each has|both of them with|all of them with|"
        "each one|each of them|each of these|each of the layers",
    "layers": "layers",
    "colour":
        "rgb|color|colour|colored|coloured|three channel|color rgb|rgb color|rgb colour|colour rgb|"
        "full color|3 channel rgb|three channel rgb",
    "gray":
        "grayscale|greyscale|gray|grey|black and white|monochrome|gray scale|grey scale|single channel|"
        "1 channel grayscale|greyscaled|gray level|grey level|b w|monochromatic|gray scaled",
    "on a side":
        "pixels on a side|on a side|px on a side|pixels square|pixels to a side|pixels along each side|"
        "with a side of|with sides of",
    "unit stride": "unit stride|strides of one|a unit stride|stride one|one pixel at a time|a pixel at a time|"
                   "single pixel steps",
    "repeated":
        "two times|three times|four times|five times|six times|three times in a row|two times in a row|twice in a row|"
        "three times in succession|twice in succession|four times in a row",
    "this":
        "this layer|that layer|this convolutional layer|this conv layer|this hidden layer|"
        "the layer",
    "true": "true|yes|on purpose",
    "false": "false",
    "fits":
        "does it fit|do they fit|does this fit|does that fit|does the filter fit|does the kernel fit|"
        "does the window fit|is it possible|is it possible to use|is it possible to apply|possible to use|"
        "is it possible to have|is it valid to use|can it be applied|is this setting valid|"
        "will it fit|would it fit|is this valid|is it valid|is this possible|"
        "does it work|is that possible|does this work|does it fit evenly|does this configuration work|"
        "is this configuration valid|is this a valid configuration|fit|fits|fit in|fits in|fit into|"
        "fits into",
    "time steps": "steps|time steps|timesteps|time step|timestep|tokens",
    "images": "images|photos|data points|examples|videos|clips|input images|sequences|pictures|samples",
    "of one":
        "per filter|per kernel|per neuron|per channel|per output|per pixel|per position|each filter|"
        "each kernel|each neuron|every filter|every neuron|every kernel|per unit|each unit|a single neuron|"
        "per output pixel|per output channel|per output element|per output value|each output neuron|"
        "each output value|each output pixel|each output|one output neuron|one output value|one output pixel|"
        "a single output|each channel|per head|each head|per gate weights",
    "between":
        "between them|between the two|between the two layers|between these layers|between these two layers|"
        "between the layers|connecting them|connecting the two layers|connecting the layers",
    "part":
        "with respect to|w.r.t|wrt|relative to|after padding|"
        "per gate|for each gate|in each gate|a neuron in|a neuron of|one neuron in|"
        "one neuron of|each neuron in|a neuron at|a unit in|a unit of|a pixel in|a pixel of|"
        "neuron in|neuron at|"
        "a neuron after|each direction|per direction|in each direction|for each direction|"
        "one direction|one gate|"
        "one of them|one of these|one of the layers|a unit|of a unit|a neuron|of a neuron|of one neuron|one neuron|"
        "of a single neuron|of a single unit|each unit|a pixel of the output|an output pixel|an output neuron|"
        "each output neuron|a single output neuron|one output pixel",
    "layer's place":
        "one hidden layer|a single hidden layer|one output layer|output layer|hidden layer|one layer",
    "unread":
        "same image|same input|same volume|same feature map|same tensor|same picture|"
        "same as|as the first|like the first|like the first one|as the first one|like the previous|as before|"
        "same settings|same setting|same hyperparameters|same configuration|same as before|same as above|"
        "same kernel|same stride|same filters|same parameters|"
        "before padding|same layer|same convolution as|same number of channels|"
        "equal number of channels|its own|"
        "again|several|some|individual|asymmetric|total padding|"
        "total zero padding|every second|every other|every third|every fourth|each second|each other|above",
    "residual":
        "residual block|residual connection|skip connection|identity shortcut|identity skip connection|"
        "identity skip|"
        "identity connection|shortcut|shortcut connection|residual unit|residual|identity mapping|"
        "residual shortcut|"
        "identity shortcut connection|skip connections|residual connections|identity residual connection",
    "together": "together|taken together|combined|in combination|altogether together|jointly",
    "wide": "wide|pixels wide|px wide|columns wide|in width",
    "tall": "tall|high|pixels tall|pixels high|px high|px tall|rows high|in height",
    "keras": "keras|tensorflow|tf keras|tf|in keras|in tensorflow",
    "torch": "pytorch|torch|in pytorch",
    "before":
        "before|prior to|preceding|in front of|ahead of|just before|right before|directly before|"
        "immediately before",
    "ratio":
        "by what factor|by which factor|how many times|how many times as many|how many times as much|"
        "how many times as large|how many times as big|what factor|which factor|ratio|ratio of|the ratio of|"
        "ratio between|by how many times|how many fold|what is the ratio",
    "share":
        "percentage|percent|what percentage|what percent|how many percent|by what percentage|"
        "by how many percent|share|"
        "what share|fraction|what fraction|proportion|what proportion|percentage of|fraction of|share of|"
        "proportion of",
    "difference":
        "by how much|by how many|discarded|discards|thrown away|lost|loses|saved|saves|save|saving|savings|spared|"
        "difference in|the difference in|reduction in|the reduction in",
    "per image":
        "per image|per example|per sample|for each image|for one image|for a single image|of one image|"
        "each image",
}
"""Phrases by what they mean."""

__all__ = [
    "ATTRIBUTES", "COUNTS", "FIGURES", "LAYERS", "MODIFIERS", "NUMBER_TYPES", "ORDINALS", "WORDS",
]
