"""Spanish names of figures, layers, attributes and types of numbers, beside those that archcalc has for them."""

FIGURES = {
    "params":
        "parámetros en total|parámetros libres|total de parámetros|pesos y sesgos en total|parámetros aprendidos|"
        "parámetros|parámetro|parámetros entrenables|parámetros aprendibles|número de parámetros|"
        "cantidad de parámetros|parámetros a aprender|parámetros totales",
    "weights": "pesos|peso",
    "receptive_field":
        "campo receptivo efectivo|tamaño efectivo|tamaño efectivo del kernel|campo de visión|"
        "campo receptivo|campos receptivos",
    "bytes":
        "kilobytes|gigabytes|"
        "octetos|bytes en total|megabytes",
    "memory": "memoria|activaciones",
    "macs":
        "operaciones de multiplicación y suma|multiplicaciones acumulaciones|multiplicación y suma|"
        "operaciones de multiplicación acumulación|productos y sumas|"
        "multiplicaciones|operaciones de multiplicación|multiplicaciones y sumas|operaciones mac",
    "neurons":
        "números|elementos|activaciones en total|componentes|"
        "valores",
    "flops":
        "operaciones en coma flotante|operaciones de coma flotante|operaciones de punto flotante",
    "height":
        "altura|alto|altura de la salida|altura de salida",
    "width":
        "anchura|ancho|anchura de la salida|ancho de salida|ancho de la salida",
    "length":
        "longitud|longitud de la salida|longitud de salida",
}
LAYERS = {
    "conv":
        "convolución|convoluciones|capa convolucional|capas convolucionales|convolucional|"
        "capa de convolución|convoluciona|convolucionar|convolucionada|convolucionado|convolucionan|"
        "se convoluciona|conv|convolucionales|convoluciona con|capa de convoluciones|capa convolutiva|"
        "convolutiva|convolución 2d",
    "linear":
        "red totalmente conectada|completamente conectadas|totalmente conectadas|capas lineales|capa fc|"
        "totalmente conectada|capa totalmente conectada|completamente conectada|capa densa|"
        "capa completamente conectada|densa|capa lineal|totalmente conectado|completamente conectado|"
        "capas densas|fully connected|capa fully connected|capas totalmente conectadas|densamente conectada",
    "max_pool":
        "capa de pooling|agrupación máxima|max pooling|maxpooling|agrupamiento máximo|submuestreo máximo|"
        "pooling máximo|capa de max pooling|capa de maxpooling|capa de agrupación máxima|capa max pooling|"
        "pooling de máximos|pooling",
    "avg_pool":
        "agrupación promedio|pooling promedio|average pooling|pooling medio|agrupamiento promedio|"
        "pooling por promedio|capa de average pooling",
    "conv_transpose":
        "convolución transpuesta|deconvolución|capa de convolución transpuesta|convolución traspuesta",
    "batch_norm":
        "batch normalization|capa batchnorm|normalización de lote|"
        "normalización por lotes|capa de normalización por lotes|normalización de lotes",
    "flatten": "aplanada|aplanado|se aplana|aplanar|aplanamiento",
    "lstm":
        "capa lstm|red lstm|celda lstm",
    "gru":
        "capa gru|celda gru",
    "rnn":
        "rnn simple|red neuronal recurrente|capa recurrente|red recurrente simple|rnn sencilla|rnn vainilla",
    "attention":
        "autoatención|auto atención|atención multicabeza|atención de múltiples cabezas|capa de atención|"
        "atención multi cabeza",
    "embedding":
        "capa de embedding|capa de embeddings|capa de incrustación|incrustación|tabla de embeddings|"
        "matriz de embeddings",
    "global_avg_pool":
        "pooling promedio global|agrupación promedio global|promedio global",
    "dropout":
        "capa de dropout",
}
ATTRIBUTES = {
    "stride": "paso|zancada|pasos|paso de|salto|desplazamiento|un paso de|stride de",
    "padding":
        "margen|ceros en cada borde|ceros por lado|ceros a cada lado|"
        "relleno|relleno de ceros|relleno con ceros|acolchado|borde de ceros|ceros alrededor|un relleno de|"
        "padding de|ceros de relleno|ceros hay que añadir|ceros se deben añadir|ceros se añaden|ceros debemos añadir",
    "dilation":
        "dilatación de|"
        "dilatación|tasa de dilatación|factor de dilatación|dilatada",
    "groups": "grupos",
    "heads": "cabezas",
    "entries":
        "palabras de vocabulario|palabras del vocabulario|"
        "palabras|palabras distintas|tokens|vocabulario|vocabulario de|tamaño del vocabulario|"
        "tamaño de vocabulario|un vocabulario de",
    "features":
        "dimensión del embedding|dimensión de los vectores|dimensión de incrustación|"
        "vectores de dimensión|vectores de tamaño|dimensión de embedding|embeddings de dimensión|"
        "dimensión de los embeddings|dimensiones de embedding",
}
MODIFIERS = {
    "grouped":
        "agrupadas|"
        "agrupada|por grupos",
    "separable":
        "separables en profundidad|separable por profundidad|separables|"
        "separable|separable en profundidad",
    "depthwise":
        "por profundidad|"
        "en profundidad|por canal",
    "pointwise":
        "puntual|puntuales|punto a punto",
}
NUMBER_TYPES = {
    "float32":
        "flotantes de 32 bits|punto flotante de 32 bits|coma flotante de 32 bits|números de 32 bits|"
        "flotante de 32 bits|"
        "precisión simple|simple precisión|32 bits",
    "float16":
        "flotantes de 16 bits|punto flotante de 16 bits|"
        "media precisión|precisión media|16 bits",
    "int8":
        "enteros de 8 bits",
}
