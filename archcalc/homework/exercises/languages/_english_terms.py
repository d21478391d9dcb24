"""English names of figures, layers, attributes and types of numbers, beside those that archcalc has for them."""

FIGURES = {
    "params":
        "parameters|parameter|params|param|model parameters|weights and biases together|parameters in all|"
        "model size|total parameters|trainable parameters|learnable parameters|learned parameters|"
        "free parameters|number of params|unknowns|tunable parameters|trainable weights and biases|"
        "parameter count|params count|number of parameters|total number of parameters|parameters altogether|"
        "parameters overall|learnable weights and biases|total number of learnable parameters|"
        "number of learnable parameters|number of trainable parameters",
    "weights":
        "weights|weight|weight tensor|weight tensors|weight matrix|weight matrices|kernel tensor|number of weights|"
        "weight parameters|weight count|filter weights|kernel weights|connection weights|total weights",
    "macs":
        "macs|mac|mult adds|multiply adds|multiply accumulates|multiply accumulate operations|"
        "multiply accumulate|multiplications|multiplies|multiply add operations|conv ops in macs|"
        "mac operations|multiply accumulations|conv ops|multiply accumulate ops|"
        "multiplications and additions|macc|maccs|macops|multiplication operations|multiply adds operations|"
        "fused multiply adds|fmas|number of multiplications|scalar multiplications|multiplies and adds|"
        "multiply and accumulate|multiply and accumulate operations|multiply accumulates in total|"
        "multiply add ops|number of multiply adds|number of macs|number of mac operations|"
        "number of multiplication operations|product operations",
    "flops": "flops|flop|floating point operations",
    "memory":
        "memory|activation memory|activations|memory footprint|memory usage|memory consumption|"
        "memory requirement|memory requirements|memory cost|footprint|memory size|memory space|storage space|"
        "storage requirement",
    "bytes":
        "bytes|byte|mb|kb|mib|kib|gb|gib|megabytes|kilobytes|mebibytes|kibibytes|gigabytes|terabytes|"
        "number of bytes|ram|storage",
    "neurons":
        "size of the flattened vector|length of the flattened vector|dimension of the flattened vector|flattened "
        "vector|"
        "flattened size|flattened vector size|flattened feature vector|flattened output|flattened dimension|"
        "values|output values|numbers|output neurons in total|activations in total|"
        "number of activations|output activations|number of output values|elements|entries in total|"
        "neurons are in the output volume|neurons in the output volume",
    "receptive_field":
        "how many input pixels across|how many pixels across|how many input pixels|input pixels wide|"
        "patch size seen|region seen|"
        "receptive field|receptive fields|sees|see|receptive field size|field of view|rf|"
        "receptive field sizes|size of the receptive field|sizes of the receptive fields|"
        "effective receptive field|covers|cover|total receptive field|overall receptive field|"
        "theoretical receptive field|pixels per side|effective kernel size|effective kernel|"
        "effective filter size|effective size|effective window|covered area|span|spans|"
        "region of the input|area of the input|part of the input|patch of the input|region of the input image|"
        "area of the input image|part of the input image|region of the original input|region of the original image|"
        "input region|region of the image|area of the image|part of the image|patch of the image",
    "effective_stride": "effective stride|total stride|jump|output stride",
    "height": "output height",
    "width": "output width",
    "length": "output length|how long is the vector|how long is the resulting vector|how long is the flattened vector",
    "channels": "output depth",
    "buffers":
        "non trainable parameters|nontrainable parameters|non trainable params|untrainable parameters|non trainable|"
        "nontrainable|not trainable|non learnable parameters|running statistics",
    "affine":
        "gamma and beta|gamma and beta only|gammas and betas|only gamma and beta|just gamma and beta|"
        "scale and shift|scales and shifts|scale and shift parameters|gamma and beta parameters",
}
LAYERS = {
    "conv":
        "conv|convs|convolution|convolutions|convolutional|convolutional layer|convolution layer|"
        "conv layer|convolve|convolved|convolving|convolves|convolution operation|filtered|"
        "2d convolution|conv2d layer|convolutional layers|convolution layers|conv layers|filtering|"
        "2d conv|2d convolutional layer|cross correlation|convolving with|2d conv layer|"
        "standard convolution|regular convolution|normal convolution|ordinary convolution",
    "max_pool":
        "pool|pooling|max pool|max pooling|maxpool|maxpooling|max pooled|pooling layer|pool layer|"
        "maximum pooling|max pools|max pooling layer|pooled|subsampling|downsampling pool|maxpooled|"
        "max pool layer|max pooling operation|maxpool layer|maxpooling layer|max pooling filter|"
        "max pool operation|2d max pooling|pools|max pooling window|max poolings|poolings|maxpoolings",
    "avg_pool":
        "avg pool|average pool|average pooling|avg pooling|avgpool|average pooled|mean pooling|"
        "mean pool|avgpooling|average pooling layer|average pool layer|avg pool layer|avgpool layer|"
        "avg pooling layer|2d average pooling|mean pooling layer|average poolings",
    "global_avg_pool":
        "global average pooling|global average pool|global pooling|gap|global avg pool|"
        "global avg pooling|globally average pooled|globally averaged|globally pooled|averaged globally|"
        "average pooled globally",
    "global_max_pool": "global max pooling|global max pool|global maximum pooling",
    "linear":
        "fc|fully connected|fully connected layer|dense|dense layer|linear|linear layer|affine layer|"
        "fc layer|fully connected to|inner product|fully connected layers|fc layers|dense layers|"
        "linear layers|fully connected output layer|fully connected hidden layer|linear classifier|"
        "output layer fc|fully connected classifier|linear projection|feedforward layer|densely connected|"
        "densely connected layer|perceptron layer|logistic regression|softmax classifier|softmax regression",
    "batch_norm":
        "bn|batch norm|batch normalization|batch normalisation|batchnorm|batch norm layer|"
        "batchnorm layer|batch normalization layer|bn layer|batch normalisation layer|"
        "spatial batch norm|spatial batch normalization",
    "conv_transpose":
        "up conv|upconv|up convolution layer|upconvolution|up conv layer|upconvolutional layer|deconv layer|"
        "deconvolution layer|deconvolutional layer|transposed conv layer|"
        "transposed convolution|transposed conv|transpose convolution|deconvolution|deconv|"
        "conv transpose|up convolution|transposed convolutional layer|"
        "fractionally strided convolution",
    "attention":
        "self attention|multi head attention|multi head self attention|attention|multihead attention|"
        "multihead self attention|multi headed attention|multi headed self attention|mha|mhsa|"
        "self attention layer|attention layer|multi head attention layer|"
        "multi head self attention layer|attention block|multi headed attention layer",
    "rnn":
        "vanilla rnn|simple rnn|rnn|elman network|recurrent layer|recurrent neural network|"
        "vanilla recurrent network|simple recurrent network|rnn layer|rnn cell|"
        "vanilla recurrent layer|simple recurrent layer|elman rnn|vanilla recurrent neural network",
    "relu":
        "relu|relus|rectified linear units|rectified linear unit|relu activation|"
        "relu nonlinearity|rectifier",
    "adaptive_avg_pool":
        "adaptive average pooling|adaptive avg pooling|adaptive average pool|adaptive mean pooling|"
        "adaptive avgpool",
    "adaptive_max_pool": "adaptive max pooling|adaptive maximum pooling|adaptive maxpool",
    "flatten":
        "flattened|flattens|flattening|flatten layer|unrolled|unrolls|vectorized|"
        "reshaped into a vector|reshaped to a vector|flattened into a vector|flattened to a vector|"
        "flattened into a 1d vector",
    "layer_norm":
        "layer normalization|layer normalisation|layer norm|layernorm layer|layer norm layer|"
        "layer normalization layer",
    "group_norm": "group normalization|group normalisation|group norm layer|group normalization layer",
    "dropout": "dropout layer|drop out|drop out layer",
    "embedding":
        "embedding layer|embedding table|embedding matrix|word embedding|word embeddings|"
        "word embedding layer|token embedding|token embeddings|embeddings|lookup table|"
        "token embedding table|embedding lookup|embedded|embedded in|embedded into",
    "lstm": "lstm layer|lstm network|long short term memory|lstm cell|lstm cells",
    "gru": "gru layer|gated recurrent unit|gated recurrent unit layer|gru cell|gru network",
    "upsample": "upsampling|upsampling layer|upsampled|upsamples|upsample layer",
}
ATTRIBUTES = {
    "stride":
        "stride|strides|step|step size|stride length|shifted by|moves by|moved by|strided by|"
        "sliding step|hop|striding|stride value|s",
    "padding":
        "padding|pad|zero padding|zero pad|padded|zero padded|pads|border|pixel border|pad size|"
        "zeros around|padding size|zero padding amount|padding amount|amount of padding|"
        "amount of zero padding|zero pads|rows of zeros|pixels of padding|pixel padding|"
        "pixel of padding|pixels of zero padding|pixel zero padding|layer of zeros|layers of zeros|"
        "padding width|zero border|border of zeros|zeros must be padded|zeros have to be padded|"
        "zeros must be added|zeros have to be added|zeros need to be added|zeros should be added|zeros are added|p",
    "dilation":
        "dilated with rate|dilated with a rate of|dilated at rate|rate of dilation|dilated with dilation rate|"
        "dilated with dilation|dilated by a factor of|dilated by a rate of|with a dilation rate of|"
        "dilated with factor|dilation rate of|dilation of|"
        "dilation|dilated|dilation rate|dilation rates|dilation factors|rates of dilation|dilation factor|"
        "atrous rate|dilations|dilated by|atrous|"
        "atrous convolution rate|dilatation|holes|dilated convolution rate",
    "groups": "groups|group|groups of channels|channel groups|cardinality|grouped into",
    "output_padding": "output padding",
    "ceil": "ceil|ceil mode|ceiling|ceiling mode|rounded up|rounding up",
    "bidirectional": "bidirectional|bidirectionally",
    "heads": "heads|attention heads|number of heads|self attention heads|parallel heads",
    "causal": "causal|masked",
    "rate":
        "rate|probability|dropout rate|drop probability|probability of|drop rate|dropout probability|"
        "dropout rate of",
    "scale": "scale|scale factor|upsampling factor|by a scale",
    "entries":
        "entries|vocabulary|vocabulary size|words|vocab size|vocab|vocabulary of|vocabulary size of|"
        "distinct words|unique words|distinct tokens|word vocabulary|token vocabulary|"
        "categories in the vocabulary",
    "features":
        "embedding dimension|embedding size|embedding dimensions|dimensional|embedding vectors|"
        "embedding vector size|dimensional embeddings|dimensional vectors|embedding width|d dimensional|"
        "dimensional vector|dimensional word embeddings|dimensional word vectors|dimensional embedding vectors|"
        "dimensional token embeddings|word vectors of size|"
        "word vectors of dimension|word embeddings of size|word embeddings of dimension|vectors of|vectors of size|"
        "vectors of dimension|vectors of length|"
        "embedding vectors of|embedding vectors of size|embeddings of size|embeddings of dimension",
    "units":
        "out features|outputs|output neurons|output units|output features|hidden size|"
        "hidden dimension|hidden dimensions|hidden dim|hidden state size|hidden state dimension|"
        "hidden state dimensions|hidden layer size|state size|hidden state of size|hidden state|"
        "output dimensionality units|hidden states|cell size|hidden vector size|hidden layer of size|"
        "hidden width",
    "scale_factor": "upscaling factor|upsample factor|by a factor of|factor of|by factor|scaling factor",
}
MODIFIERS = {
    "depthwise": "depthwise|depth wise|dw|channel wise",
    "separable": "separable|depthwise separable|depth separable|depth wise separable|depthwise seperable",
    "pointwise": "pointwise|point wise",
    "1d": "1d|1 d|one dimensional",
    "2d": "2d|2 d|two dimensional",
    "3d": "3d|3 d|three dimensional",
    "grouped": "grouped",
}
NUMBER_TYPES = {
    "float16":
        "half precision|fp16|16 bit floats|float 16|16 bit floating point|16 bit|16 bit float|"
        "half precision floats|float16s|2 byte floats",
    "float32":
        "single precision|fp32|float|floats|32 bit floats|32 bit|32 bit float|float 32|"
        "32 bit floating point|single precision floats|float32 values|4 byte floats|32 bit numbers|"
        "float32s|floating point 32|32 bit floating point numbers|single precision floating point",
    "float64":
        "double precision|fp64|64 bit floats|64 bit|64 bit float|64 bit floating point|doubles|"
        "double|8 byte floats",
    "int8":
        "8 bit integers|8 bit|int 8|int8s|8 bit unsigned integers|8 bits per value|8 bit values|"
        "unsigned bytes",
    "bfloat16": "bf16",
}
