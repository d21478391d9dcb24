"""Spanish phrases as the reader of sentences takes them, where that is not what the catalogue says."""

PHRASES: dict[str, str] = {
    "count:0": "nulo|nula",
    "colour:1": "mono|monoaural",
    "colour:2": "estéreo",
    "article": "un solo|una única|exactamente un|exactamente una|un|una|uno",
    "network":
        "red|red neuronal|red convolucional|red totalmente conectada|red completamente conectada|red densa|"
        "modelo|arquitectura|bloque|perceptrón multicapa|perceptrón|clasificador|rama",
    "hidden:output": "la capa de salida|capa de salida|una capa de salida",
    "layer noun": "capa|nivel",
    "hidden": "capa oculta",
    "total": "en total|total",
    "per": "por valor|por parámetro|por peso|por activación",
    "attribute:features": "vector de|vectores de",
    "features":
        "entradas|canales de entrada|neuronas de entrada|valores de entrada|características de entrada|"
        "profundidad de entrada|vectores de dimensión|vector de dimensión|entradas de tamaño|"
        "entradas de dimensión",
    "filters": "filtros|núcleos|kernels|filtros de tamaño|kernels de tamaño|núcleos de tamaño|canales de salida",
    "channels:both":
        "canales de entrada y salida|canales de entrada y de salida|canales tanto de entrada como de salida",
    "units": "neuronas|unidades|neuronas ocultas|unidades ocultas|celdas",
    "units:output": "salidas|neuronas de salida|unidades de salida|clases|categorías",
    "kernel:pool": "ventana de pooling|tamaño de pooling",
    "no": "sin|ningún|ignore|ignorar|ignorando",
    "dimensional": "componentes",
    "dimension": "dimensión|dimensiones|de dimensión",
    "gives": "se obtiene|se obtienen|obtiene|produce|producen|genera|da|resulta",
    "size word":
        "ancho de|alto de|anchura de|altura de|ancho del|alto del|anchura del|altura del|tamaño|de tamaño|"
        "tamaños|resolución|lado",
    "size word:length": "longitud|de longitud",
    "input": "mapa|mapas|imagen de partida|mapa de características|volumen",
    "keeps": "conservan el tamaño espacial|conservar el tamaño espacial|mantener el mismo tamaño",
    "without bias":
        "ignore el bias|ignorar el bias|ignorando el bias|sin sesgos|sin sesgo|ignore los sesgos|"
        "sin sesgos en ambos casos",
    "with bias": "contando los sesgos|incluidos los sesgos|con bias",
    "modifier:transposed": "transpuesta|traspuesta",
    "modifier:grouped": "agrupada",
    "figure:params": "pesos y sesgos|pesos y de sesgos|parámetros entrenables|parámetros a entrenar",
    "then":
        "seguida de un|seguida de una|seguido de un|seguido de una|seguida por un|seguida por una|seguido por un|"
        "seguido por una|seguida de|seguido de|seguidas de|seguidos de",
    "":
        "para que la|para que el|para que las|para que los|para que una|para que un|para que|que|los|las|el|la|"
        "se|de|ya|les",
    "to": "a|al|hasta",
    "flag:bidirectional": "bidireccional",
    "ordinal:0": "la última capa",
    "with": "con|que tiene",
    "many": "cuántos|cuántas|número de|cuánto|cuánta",
}
"""Phrases by their sense, and by which of that kind: kind:name."""
SMALL_WORDS = (
    "a el la los las un una unos del de y es son con cuántos cuántas cuál cuáles qué sobre para por sin en "
    "al se a que luego o tiene número calcule calcula tamaño si "
)
"""Words by which the language is known."""
LABELS = "examen|parcial|ejercicio|problema|pregunta|actividad|tarea|práctica|hoja|apartado|ejemplo"
"""What an exercise is called, before its number."""
POINTS = "pts?|puntos?"
"""What an exercise is worth."""
