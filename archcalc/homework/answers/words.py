"""Words around a number, in several languages: those that change what it means, and those that do not."""

_CHANGING = """
    not no never nor neither or either vs versus wrong instead except minus plus less more than under over below above
    fewer greater smaller larger most least max maximum min minimum between from upto percent pct half halves third
    quarter twice double triple times squared cubed dozen dozens hundred hundreds lakh lakhs crore crores tens if unless
    oder nicht kein keine weniger mehr als zwischen tausend tsd höchstens mindestens dutzend
    ou pas non moins plus entre mille milliers douzaine fois
    o ni menos más entre mil miles docena veces
    أو او ليس لا أقل أكثر بين ألف
    或 不 不是 千 万 千万
    """
CHANGING = frozenset(_CHANGING.split())
"""Words that say that a number is not meant, or that another one is."""

CHANGING_SIGNS = frozenset("千万亿或不")
"""Signs that do so inside a word, in a language that leaves no space between words."""

_NEUTRAL = """
    a all also altogether answer are as at because biases by exactly for got i in incl including is it its learnable
    learned of overall since so sum the think this total totally trainable was with without
    au aux avec c'est dans donc en entraînables est et la le les pour réponse sans
    antwort das der die es insgesamt ist lernbare mit ohne trainierbare und
    con de el en entrenables es la respuesta sin son y
    قابلة للتعلم في هو هي
    个 是 可训练
    """
NEUTRAL = frozenset(_NEUTRAL.split())
"""Words that may stand behind a number and leave it as it is; any other might be a unit that is not known here."""

THUS = ("so", "thus", "therefore", "hence", "gives", "giving", "which is", "that is", "donc", "also", "daher",
        "folglich", "entonces", "luego", "por tanto", "إذن", "所以", "=>", "⇒", "∴")
"""Words after which a conclusion stands."""
