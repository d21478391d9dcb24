"""Spanish, of exercise sheets."""

from archcalc.homework.exercises.languages._number_words import SPANISH
from archcalc.homework.exercises.languages._spanish_fillers import FILLERS
from archcalc.homework.exercises.languages._spanish_settings import SETTINGS
from archcalc.homework.exercises.languages.terms._spanish_terms import (
    ATTRIBUTES,
    FIGURES,
    LAYERS,
    MODIFIERS,
    NUMBER_TYPES,
)

WORDS = {
    "filler": f"{FILLERS}|{SETTINGS}",
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
        "igual que|igual que la|igual que la primera|igual que el|igual que antes|igual a la|como la primera|"
        "como la anterior|como antes|el mismo|la misma|los mismos|las mismas|mismo|misma|"
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
    "units":
        "estado oculto de dimensión|estado oculto de tamaño|tamaño del estado oculto|"
        "dimensión del estado oculto|estado oculto|celdas de memoria|"
        "neuronas de la capa oculta|unidad|unidades recurrentes|celdas|categorías|neuronas por capa|"
        "neuronas en la capa oculta|clases de salida|"
        "neuronas|neurona|unidades|neuronas ocultas|unidades ocultas|clases|nodos|neuronas de salida",
    "size":
        "alto y ancho|ancho y alto|altura y anchura|anchura y altura|alto x ancho|resolución espacial|"
        "tamaño|tamaños|dimensión|dimensiones|forma",
    "input":
        "características|características de entrada|neuronas de entrada|neuronas en la entrada|"
        "entrada|entradas|imagen|imagen de entrada|volumen|volumen de entrada|tamaño de entrada|"
        "tensor de entrada|mapa de características|vector de entrada|vector|tensor|secuencia|"
        "secuencia de entrada|señal|mapa|matriz|dimensiones de entrada|volumen inicial",
    "on": "sobre|aplicada a|aplicado a",
    "output":
        "volumen final|tamaño final|dimensión final|dimensiones finales|forma final|resultado final|salida final|"
        "mapa resultante|volumen a la salida|tensor resultante|qué volumen sale|"
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
        "conserve la altura y la anchura|mantenga el tamaño|conserve el tamaño|mantener el tamaño|"
        "mantiene el tamaño|conserva el tamaño|conservar el tamaño|tenga el mismo tamaño|"
        "tenga el mismo tamaño que la entrada|mismo tamaño que la entrada|sea del mismo tamaño|"
        "el tamaño no cambie|no cambie el tamaño|preserve el tamaño|conserve las dimensiones|"
        "mantenga las dimensiones|mantener las dimensiones|mantenga la resolución|el tamaño se mantenga|"
        "mantenga|mantengan|conserve|conserven|preserve|mantiene el mismo|conserva|mantiene|preserva|conservar|"
        "mantener|se mantenga|se conserve|preservar|no cambia|no cambie|"
        "sin cambiar|no cambiar|permanezca|se preserve",
    "from": "desde",
    "to": "a|hasta",
    "ask":
        "qué tan grande|cuál es|cuáles son|qué valor|cuánto mide|cuánto miden|cuán grande|de qué|a qué|"
        "qué|cuál|cuáles|cómo|cual|que tamaño",
    "many":
        "número total de|el número total de|la cantidad de|cantidad total de|cuántos en total|"
        "cuál es el número de|cuál es el número total de|qué cantidad de|total de|cuanta|cuantas|cuanto|"
        "cuántos|cuántas|cuánto|cuánta|número de|cantidad de|el número de|cuantos",
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
    "batch":
        "mini lote de|mini lotes de|lotes de|tamaño de batch|tamaño del lote|"
        "lote|tamaño de lote|lote de|mini lote|batch de|mini batch de|minilote de",
    "bias":
        "vector de sesgo|vector de sesgos|vectores de sesgo|término de sesgo|términos de sesgo|vector de bias|"
        "vectores de bias|"
        "sesgo|sesgos",
    "with biases":
        "con sesgo|con sesgos|incluido sesgo|sesgo incluido|con bias|incluyendo el bias|pesos y sesgos incluidos|"
        "incluyendo pesos y sesgos|contando el sesgo|contando pesos y sesgos|con un sesgo|"
        "incluyendo los sesgos|incluidos los sesgos|incluyendo sesgos|incluido el sesgo|contando los sesgos|"
        "con los sesgos incluidos|incluyendo el sesgo|incluyendo bias|sesgos incluidos|incluidos sesgos|"
        "contando sesgos|pesos y sesgos|incluyendo los bias",
    "weights alone":
        "sin incluir el sesgo|ignora los sesgos|ignorar los sesgos|ignorando el sesgo|ignorando sesgos|"
        "excluyendo sesgos|excluyendo el sesgo|descontando los sesgos|sin sesgos contados|no cuentes los sesgos|"
        "no cuente los sesgos|no considere los sesgos|omitiendo los sesgos|"
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
    **SPANISH,
    "un único": 1, "una sola": 1,
}
ORDINALS = {
    "última": 0, "último": 0,
    "primera": 1, "primer": 1, "primero": 1, "segunda": 2, "segundo": 2, "tercera": 3, "tercer": 3,
    "cuarta": 4, "cuarto": 4,
}

__all__ = [
    "ATTRIBUTES", "COUNTS", "FIGURES", "LAYERS", "MODIFIERS", "NUMBER_TYPES", "ORDINALS", "WORDS",
]
