"""Phrases of sequences, of attention and of building blocks, in every language."""

PHRASES = {
    "layer:transformer_block":
        "transformer block|transformer blocks|transformer layer|transformer layers|transformer encoder layer|"
        "transformer encoder layers|transformer encoder block|transformer encoder blocks|transformer encoder|"
        "encoder layer|encoder layers|encoder block|encoder blocks|gpt block|gpt blocks|bert layer|bert layers|"
        "encoder layer of a transformer|layer of a transformer encoder|block of a transformer|bloc transformer|"
        "bloc encodeur|bloc encodeur de transformeur|bloc de transformeur|couche de transformeur|"
        "transformer schicht|transformerblock|transformer encoder schicht|encoder schicht|encoderblock|"
        "bloque transformer|bloque de transformer|capa transformer|bloque codificador|capa de transformer|"
        "transformer 编码器层|编码器层|transformer 块|كتلة محول|طبقة محول",
    "unread":
        "forget gate|update gate|reset gate|input gate|output gate|candidate gate|recurrent matrix|recurrent matrices|"
        "recurrent weights|recurrent weight matrix|hidden to hidden|input to hidden|"
        "transformer decoder|decoder layer|decoder layers|decoder block|decoder blocks|cross attention|"
        "transformer decoder layer|transformer decoder block|encoder decoder",
    "layer:attention":
        "multi head attention|multihead attention|multi headed attention|self attention|attention layer|attention|"
        "multi head self attention|multihead self attention|multi head attention layer|self attention layer|"
        "multi head self attention layer|attention block|self attention block|single attention head|"
        "attention module|attention multi têtes|couche d'attention|auto attention|multi head attention schicht|"
        "aufmerksamkeitsschicht|selbstaufmerksamkeit|atención multi cabeza|atención multicabezal|capa de atención|"
        "auto atención|多头注意力层|多头注意力|多头自注意力|自注意力层|自注意力|注意力层|طبقة انتباه متعدد الرؤوس|"
        "انتباه متعدد الرؤوس|الانتباه متعدد الرؤوس",
    "attribute:heads":
        "attention heads|heads|num heads|n heads|parallel heads|query heads|têtes|têtes d'attention|köpfe|köpfen|"
        "aufmerksamkeitsköpfe|cabezas|cabezas de atención|个头|头|رؤوس",
    "attribute:head_width":
        "head dimension|head size|head dim|head width|dimension of each head|dimension per head|size of each head|"
        "dimension of every head|dimension of one head|dimension of a head|each head's dimension|"
        "per head dimension|size d k of each head|dimension d k of each head|d k|d head|dimension de chaque tête|"
        "taille de chaque tête|dimension jedes kopfes|dimensión de cada cabeza|每个头的维度|بعد كل رأس",
    "attribute:hidden":
        "d ff|dff|feed forward dimension|feedforward dimension|feed forward size|feedforward size|"
        "feed forward width|feedforward width|ffn dimension|ffn size|ffn width|inner dimension|dim feedforward|"
        "feed forward hidden size|feed forward hidden dimension|feedforward hidden dimension|mlp dimension|"
        "mlp size|feed forward inner dimension|intermediate size|feed forward network dimension|mlp hidden size",
    "features:model":
        "d model|dmodel|model dimension|model width|model size|model dim|embed dim|embedding width|"
        "dimension du modèle|modelldimension|dimensión del modelo",
    "layer:feed_forward":
        "feed forward network|feedforward network|feed forward sublayer|feed forward sub layer|feed forward layer|"
        "feedforward layer|position wise feed forward network|position wise feed forward sublayer|"
        "position wise feed forward layer|feed forward block|ffn|feed forward part|feed forward module|"
        "position wise feedforward network|réseau feed forward|feed forward netz|red feed forward|前馈网络|前馈层",
    "figure:attention_scores":
        "attention scores|attention score matrices|attention score matrices of one layer|"
        "attention scores of one layer|attention score matrix of one layer|score matrices of one layer|"
        "attention score matrix|score matrices|score matrix|scores|attention matrix|attention matrices|"
        "attention maps|attention weights matrix|self attention scores|attention weight matrices|"
        "entries of the attention matrix|matrices d'attention",
    "units:hidden":
        "hidden units in each direction|units in each direction|hidden units per direction|units per direction|"
        "hidden units for each direction|units for each direction",
    "units:state":
        "hidden state|hidden states",
    "state":
        "hidden",
    "layer:embedding":
        "embedding table|embedding matrix|embedding layer|token embedding matrix|token embedding table|"
        "token embedding|word embedding|embeddings|input embedding|embedding table of tokens|lookup table",
    "attribute:entries":
        "vocabulary|vocabulary size|vocab|vocab size|vocabulary of size|word vocabulary|different words|"
        "unique words|word pieces|distinct words|distinct tokens|vocabulaire|wortschatz|vocabulario|词表|词表大小|"
        "مفردات",
    "layer:linear":
        "lm head|output projection|language model head|output head|classification head|linear head",
    "steps":
        "sequence length|sequence lengths|context length|time steps|timesteps|tokens|context window|seq length|"
        "seq len|context size|longueur de séquence|sequenzlänge|longitud de secuencia|序列长度|طول المتسلسلة",
    "layer:squeeze_excite":
        "squeeze and excitation|squeeze and excitation block|squeeze and excitation module|se block|se module|"
        "se layer|squeeze excitation block|squeeze excitation|squeeze and excite block|squeeze and excite|"
        "squeeze and excitation layer",
    "layer:inverted_residual":
        "inverted residual|inverted residual block|inverted bottleneck|inverted bottleneck block|mbconv block",
    "attribute:expansion":
        "expansion factor|expansion ratio|expansion|expand ratio",
    "attribute:ratio":
        "reduction ratio|reduction factor|reduction|squeeze ratio",
    "":
        "what does it print|prints what|what does this print|what is printed|what will be printed|"
        "what gets printed|what does the code print|what does this code print|no batch dim|no batch dimension|"
        "no batch axis|without the batch axis|without batch axis|without the batch dimension|"
        "without batch dimension|without the batch|in parallel|run in parallel|along the channel axis|along depth|"
        "along the depth|along the channel dimension|along channels|along the depth axis|along the channels|"
        "the results|default concat merge|downsampling|down sampling|style|plain|multiplier|back|base|bert base|"
        "counted|are counted|is counted|kept in|is kept in|are kept in|stored in|are stored in|is stored in|"
        "elementwise affine|multiplier 1|final",
    "figure:weights":
        "weights without biases|weights without bias|weights alone|weights only|weights (no biases)",
    "figure:params":
        "extra parameters|additional parameters|extra params|additional params|trainable values|learnable values|"
        "trainable numbers|learnable numbers|scalars|trainable scalars|learnable scalars|"
        "trainable weights and biases",
    "keeps":
        "the same size as the input|same size as the input|same size as its input|as large as the input|"
        "the same spatial size as the input|same spatial size as the input|same height and width as the input|"
        "same spatial dimensions as the input|the same size as its input|same resolution as the input",
    "each":
        "each of the|each of these",
    "joins":
        "concatenated|concatenates|concatenate|concatenating|concatenation|filter concatenation|"
        "depth concatenation|concatena|concatenan|se concatenan|concatenación|konkateniert|verkettet|konkatenation|"
        "concaténées|concaténés|concatène|concaténation|拼接",
    "joins:module":
        "inception module|inception block|inception|inception modul|module inception|bloque inception|"
        "inception 模块",
    "size word":
        "shape of|the shape of",
    "with":
        "with another",
    "branches":
        "branches|parallel branches|paths|parallel paths|ramas|zweige|zweigen|分支|فروع",
    "residual":
        "residual block|basic residual block|basic block|identity shortcut|identity skip connection|"
        "skip connection|shortcut|shortcut connection|identity shortcut connection|residual connection|"
        "identity skip|bottleneck block|bottleneck|resnet bottleneck|resnet bottleneck block|plain residual block|"
        "bloque residual|bloc résiduel|residualblock|残差块|كتلة متبقية",
}
"""Phrases by their sense, and by which of that kind: kind:name."""
