"""Spanish, of exercise sheets."""

WORDS = {
    "filler":
        "respectivamente|estudiante|examen|clase|práctica|clasificar|clasifica|clasificación|imágenes de dígitos|"
        "dígitos|"
        "manuscritos|entrena|entrenar|entrenado|entrenada|por favor|razone|razona|justifica|dibuje|describa|propuesta|"
        "propone|se pide|se desea|se quiere|queremos|deseamos|a continuación|a partir de|diseña|diseñamos|implementa|"
        "respectivamente|un|una|unos|unas|el|la|los|las|lo|de|del|es|son|tiene|tienen|hay|esta|"
        "este|se|le|su|sus|capa|oculta|"
        "aplica|aplicada|aplicado|aplicar|usa|usando|calcula|calcular|determina|determinar|"
        "encuentra|dado|dada|sea|"
        "considere|considera|suponga|en|por|total|en total|red|entrenables|resultante|para|al|"
        "píxeles|píxel|ocupa|"
        "necesita|hace falta|hacen falta|se necesita|se necesitan|se requiere|se requieren|posee|"
        "poseen|contiene|"
        "contienen|pasa|pasa por|pasa a través|atraviesa|recibe|reciben|utiliza|utilizando|utilizan|utilizamos|"
        "usamos|usan|aplicamos|aplican|consideremos|considerando|tenemos|tengo|está|están|será|"
        "serían|sería|fue|"
        "siguiente|siguientes|entonces|ahora|si|como|ambas|ambos|todas|todos|toda|todo|cuya|cuyo|"
        "cuyas|cuyos|donde|"
        "así|neuronal|red neuronal|convolucional red|modelo|arquitectura|entrenable|aprendibles|"
        "aprender|que aprende|"
        "ejercicio|pregunta|justifique|explique|calcule|determine|encuentre|halle|hallar|obtén|obtener|indique|"
        "indica|dada una|dado un|dados|dadas|espacial|espaciales|cuadrado|cuadrada|sucesivas|"
        "consecutivas|apiladas|"
        "apilar|apilamos|ocultas|intermedia|exige|necesario|necesaria|necesarios|suponiendo|supongamos|suponer|"
        "formada|formado|compuesta|compuesto|consta|también|cuando|mediante|lleva|llevan|realiza|"
        "realizan|realizar|"
        "efectúa|usar|usado|usada|emplea|emplean|empleando|nuestra|nuestro|uno|dé|haya|siendo|son necesarios|"
        "son necesarias|recibiendo|que recibe|que reciben|teniendo|conteniendo|con la que|cuenta con|presenta|"
        "de la que|dicha|dicho|entrante|a la que|al que|tenga|tengan|correspondiente|obtenida|"
        "obtenido|obtienen|"
        "a cada lado|por cada lado|"
        "se utilizan|se utiliza|se usa|se usan|se aplican|se le aplica|se le aplican|cuál será",
    "each":
        "cada una|cada uno|cada capa|cada una de ellas|cada una de las|cada una de las capas|"
        "por capa|en cada capa|"
        "cada",
    "layer's place":
        "capa oculta|capa de salida",
    "of one":
        "por filtro|por neurona|por canal|por píxel|cada filtro|cada neurona|un solo filtro|una sola neurona",
    "per image":
        "por imagen|una sola imagen|de una imagen",
    "part":
        "por puerta|por compuerta|por dirección|cada puerta",
    "unread":
        "respecto a|respecto|con respecto a|otra vez|de nuevo|"
        "nuevamente|misma capa|mismo número de canales",
    "before": "antes de|antes del|antes de la|justo antes de|anterior a",
    "ratio":
        "cuántas veces|por qué factor|en qué factor|qué factor|razón|relación|cuál es la relación|en cuántas veces|"
        "cuál es la razón",
    "share":
        "porcentaje|qué porcentaje|proporción|qué proporción|fracción|qué fracción|por ciento|en qué porcentaje|"
        "qué parte",
    "difference": "en cuánto|en cuántos|en cuántas|diferencia|ahorra|ahorran|se ahorran|ahorro",
    "together": "juntas|juntos|en conjunto",
    "residual": "bloque residual|conexión residual|conexión identidad|conexión de salto|atajo identidad",
    "than or that": "que|que una|que un|que la|que el",
    "filters":
        "filtros|núcleos|mapas de características|canales de salida|kernels|filtros convolucionales|"
        "mapas de activación|canales a la salida|mapas de salida|filtros de convolución",
    "kernel":
        "filtro|núcleo|tamaño de filtro|tamaño del filtro|tamaño de kernel|tamaño del kernel|ventana|"
        "tamaño de núcleo|tamaño de los filtros|tamaño de la ventana|tamaño de ventana|filtro de tamaño|"
        "filtros de tamaño|kernel de tamaño|núcleo de tamaño|ventanas|núcleo de convolución",
    "channels": "canales|canal",
    "features in": "canales de entrada|canales a la entrada|características de entrada",
    "units": "neuronas|neurona|unidades|neuronas ocultas|unidades ocultas|clases|nodos|neuronas de salida",
    "size": "tamaño|tamaños|dimensión|dimensiones|forma",
    "input":
        "características|características de entrada|neuronas de entrada|neuronas en la entrada|"
        "entrada|entradas|imagen|imagen de entrada|volumen|volumen de entrada|tamaño de entrada|"
        "tensor de entrada|mapa de características|vector de entrada|vector|tensor|secuencia|"
        "secuencia de entrada|señal|mapa|matriz|dimensiones de entrada|volumen inicial",
    "on": "sobre|aplicada a|aplicado a",
    "output":
        "salida|tamaño de salida|tamaño de la salida|dimensiones de la salida|volumen de salida|"
        "dimensiones de salida|dimensión de la salida|salidas|resultado|imagen de salida|"
        "tamaño del resultado|mapa de salida|mapa de características de salida|tensor de salida|"
        "forma de la salida|volumen resultante|tamaño de la imagen de salida|dimensión de salida|"
        "tamaño del volumen de salida|mapa de características resultante|salida resultante",
    "gives":
        "disminuye|aumenta|divide|multiplica|da|produce|obtiene|genera|resulta en|reduce|transforma|convierte|"
        "pasa de|reduce a|dando|"
        "dando lugar a|se obtiene|mapea|proyecta",
    "keeps":
        "mantenga|mantengan|conserve|conserven|preserve|mantiene el mismo|conserva|mantiene|preserva|conservar|"
        "mantener|se mantenga|se conserve|preservar|no cambia|no cambie|"
        "sin cambiar|no cambiar|permanezca|se preserve",
    "from": "desde",
    "to": "a|hasta",
    "ask": "qué|cuál|cuáles|cómo|cual|que tamaño",
    "many": "cuántos|cuántas|cuánto|cuánta|número de|cantidad de|el número de|cuantos",
    "most": "como máximo|a lo sumo",
    "least": "al menos|como mínimo",
    "exact": "exactamente",
    "no": "sin|ningún",
    "same": "igual",
    "valid": "válido",
    "then":
        "luego|después|seguida de|seguido de|a continuación|después una|después un|y luego|y después|"
        "seguidas de|seguidos de|finalmente|posteriormente|seguida por|seguido por|luego una",
    "after": "después de|conectada a|conectado a|tras una|tras un|sigue a|tras",
    "and": "y|e",
    "or": "o",
    "with": "con",
    "fewer": "menos|menor",
    "more": "más|mayor",
    "compare": "compara|comparar",
    "batch": "lote|tamaño de lote|lote de|mini lote|batch de|mini batch de|minilote de",
    "bias": "sesgo|sesgos",
    "with biases":
        "incluyendo los sesgos|incluidos los sesgos|incluyendo sesgos|incluido el sesgo|contando los sesgos|"
        "con los sesgos incluidos|incluyendo el sesgo|incluyendo bias|sesgos incluidos|incluidos sesgos|"
        "contando sesgos|pesos y sesgos|incluyendo los bias",
    "weights alone":
        "sin contar los sesgos|sin los sesgos|ignorando los sesgos|sin incluir los sesgos|"
        "excluyendo los sesgos|sin considerar los sesgos|sin contar sesgos|sin incluir sesgos|"
        "sin tener en cuenta los sesgos|despreciando los sesgos|ignore los sesgos|sin contar el sesgo",
    "layers": "capas",
    "colour": "en color|a color|color|en rgb|de color",
    "gray":
        "escala de grises|en escala de grises|blanco y negro|en blanco y negro|grises|en grises|monocroma|"
        "monocromática",
    "images": "imágenes|ejemplos|imágenes de entrada",
}
COUNTS = {
    "un único": 1, "una sola": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho":
    8, "diez": 10,
}
ORDINALS = {
    "última": 0, "último": 0,
    "primera": 1, "primer": 1, "primero": 1, "segunda": 2, "segundo": 2, "tercera": 3, "tercer": 3,
    "cuarta": 4, "cuarto": 4,
}
FIGURES = {
    "params":
        "parámetros|parámetro|parámetros entrenables|parámetros aprendibles|número de parámetros|"
        "cantidad de parámetros|parámetros a aprender|parámetros totales",
    "weights": "pesos|peso",
    "receptive_field": "campo receptivo|campos receptivos",
    "bytes": "octetos|bytes en total|megabytes",
    "memory": "memoria|activaciones",
    "macs": "multiplicaciones|operaciones de multiplicación|multiplicaciones y sumas|operaciones mac",
    "neurons": "valores",
}
LAYERS = {
    "conv":
        "convolución|convoluciones|capa convolucional|capas convolucionales|convolucional|"
        "capa de convolución|convoluciona|convolucionar|convolucionada|convolucionado|convolucionan|"
        "se convoluciona|conv|convolucionales|convoluciona con|capa de convoluciones|capa convolutiva|"
        "convolutiva|convolución 2d",
    "linear":
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
    "batch_norm": "normalización por lotes|capa de normalización por lotes|normalización de lotes",
    "flatten": "aplanada|aplanado|se aplana|aplanar|aplanamiento",
}
ATTRIBUTES = {
    "stride": "paso|zancada|pasos|paso de|salto|desplazamiento|un paso de|stride de",
    "padding":
        "relleno|relleno de ceros|relleno con ceros|acolchado|borde de ceros|ceros alrededor|un relleno de|"
        "padding de|ceros de relleno|ceros hay que añadir|ceros se deben añadir|ceros se añaden|ceros debemos añadir",
    "dilation": "dilatación|tasa de dilatación|factor de dilatación|dilatada",
    "groups": "grupos",
    "heads": "cabezas",
}
MODIFIERS: dict[str, str] = {}
NUMBER_TYPES: dict[str, str] = {}
