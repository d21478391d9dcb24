"""Words around a number, in several languages: those that change what it means, and those that do not."""

import re

_NOUN = (r"(?:params?|parameters?|weights?|biases|bias|paramètres?|poids|biais|parameter|gewichte|parámetros?|pesos|"
         r"sesgos?|معاملات|معلمات|أوزان|参数|权重|偏置)")
_LEARNT = r"(?:\s*(?:learnable|trainable|learned|lernbaren?|trainierbaren?))?\s*"
_NONE = (rf"(?:none|nil|zero|null|0|nul|zéro|cero|ninguno|ninguna|aucune?|keine?|صفر|لا\s*يوجد|لا\s*شيء|无|没有|零"
         r"|(?:no|0|zero|keine?|aucune?|null|zéro|cero|ningún|sin|pas\s+de|لا\s*يوجد|لا\s*توجد|بدون|无|没有|零)"
         rf"{_LEARNT}{_NOUN}"
         r"(?:\s+(?:at\s+all|here|to\s+(?:learn|train)|in\s+(?:it|this(?:\s+layer)?|the\s+layer|"
         r"(?:max\s+)?pooling(?:\s+layers?)?)))*)")
_LACKS = (r"(?:(?:doesn't|does\s+not|don't|do\s+not)\s+have(?:\s+any)?|no\s+tienen?"
          r"|(?:n'a|n'ont|ne\s+contient)\s+(?:pas|aucun)\s+(?:de|d')?|\w*(?:层|池化)?没有|ليس\s+(?:لها|له|فيها|فيه)|لا\s+(?:تملك|يملك|تحتوي\s+على|يحتوي\s+على))")
_REASON = r"(?:(?:\s*[,;:(.]|\s+-\s|\s+(?:as|because|since|weil|da|car|porque|parce)\b)(?P<reason>[^0-9]*))?"
_NOTHING = re.compile(r"(?P<nothing>nothing(?:\s+(?:to\s+(?:learn|train)|at\s+all|learnable|learned))?|no"
                      r"|rien(?:\s+à\s+apprendre)?|nichts(?:\s+zu\s+lernen)?"
                      r"|nada(?:\s+que\s+aprender)?|∅|"
                      r"(?:there\s+are\s+|il\s+n'y\s+a\s+|es\s+gibt\s+|no\s+hay\s+|"
                      r"(?P<subject>(?:[^\W\d_]+\s+){0,3})(?:has|have|hat|haben|tiene|n'a|n'ont|a)\s+)?"
                      rf"{_NONE}|(?P<who>(?:[^\W\d_]+\s+){{0,3}}?){_LACKS}\s*{_LEARNT}{_NOUN}){_REASON}", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(r"^(?:n\s*/?\s*a|not\s+applicable)\b[\s,;:.(-]+(?=[^\W\d_])", re.IGNORECASE)
_OTHERWISE = """
    or but except unless if maybe perhaps oder aber vielleicht ou mais peut-être o pero quizás أو او 或
    """
_DOUBT = frozenset([*_OTHERWISE.split(), "wrong", "incorrect", "falsch", "faux", "should"])


_OTHERS = frozenset({"not", "previous", "preceding", "next", "following", "other", "another", "twice", "unless", "if",
                     "wrong", "nicht", "pas", "no"})
"""Words in front of *has none* that say that another has none, or that it has some."""


def nothing_in(text: str) -> str:
    """The words of a text which say that there is nothing, perhaps with a reason behind them; empty where none do.

    >>> nothing_in("no params (pooling)"), nothing_in("keine"), nothing_in("none or one"), nothing_in("no idea")
    ('no params', 'keine', '', '')
    """
    found = _NOTHING.fullmatch(_NOT_APPLICABLE.sub("", text))
    if found is None or not _OTHERS.isdisjoint((found["subject"] or found["who"] or "").lower().split()):
        return ""
    if not _DOUBT.isdisjoint(re.findall(r"[^\W\d_]+", (found["reason"] or "").lower())):
        return ""
    return found["nothing"]


_CHANGING = """
    not no never nor neither or either vs versus wrong instead except minus plus less more than under over below above
    fewer greater smaller larger most least max maximum min minimum between from upto percent pct half halves third
    quarter tenth tenths unlike rather than apart excluding everything anything
    twice double triple times squared cubed multiple multiples factor
    divisor log log2 sqrt dozen dozens hundred hundreds tens if unless class almost nearly
    oder nicht kein keine doppelt dreimal zehnmal außer statt
    weniger mehr als zwischen höchstens mindestens dutzend fast beinahe
    ou pas non moins plus maximum minimum entre douzaine fois presque jamais
    nie niemals nunca jamás vielfaches
    o ni menos más máximo mínimo entre mil miles docena veces casi múltiplo
    أو او ليس لا ضعف ضعفي نصف ربع غير سوى أقل أكثر بين لكل
    或 不 不是
    """
CHANGING = frozenset(_CHANGING.split())
ABOUT_WORDS = (r"(?:about|around|approx(?:imately|\.)?|circa|ca\.?|roughly|environ|approximativement|etwa|rund|"
               r"ungefähr|aproximadamente|aprox\.?|unos|alrededor\s+de|cerca\s+de|大约|约|تقريبا|حوالي)")
"""What says that a number is rounded, as a pattern."""
_AROUND = """
    believe guess suppose reckon assume hopefully likely presumably basically simply just spatially spatial dims dim
    dimension dimensions block stage ans sol soln solution feature activation learned stored found find know
    using used applying apply formula equation rule hw homework model model's entire whole complete single yields
    yield becomes become means results resulting obtained obtain leaves leaving stays keeps unchanged kept
    vecteur vektor vektors länge longueur longitud largo متجه طول بطول dimensiones dimensión dimensionen
    creo supongo pienso calculo denke glaube vermute crois pense أعتقد أظن
    a all also altogether am an and answer approx maybe probably it's that's length unos unas
    clearly must obviously surely definitely certainly rounds ends works go goes make calculate calculates say
    read reads
    patch region window end up stack having them prob aka sees field rf i'd it'd we'd that'd we've
    there's they're mults
    x h w c d n b k number are as at be because being biases by calculated calculation came
    channel channels comes computed conv convolution convolutional count counting deep depth did each equal equals
    every exact exactly features filter filters final finally first for from full gave get gets gives giving got had
    has have here high i in incl including is it its kernel kernels last layer layers learnable learned learns makes
    map maps memory method my need needs neural neuron neurons net network nn number of on one our out output outputs
    overall parameter parameters params pixels positions quick ram remains result results same second see shape should
    simply since size so spatial stays sum takes tensor tensors that the their there these they thinking think third
    this thus total totally trainable use uses using value values vector volume was we weight weights were wide will
    with would you your hand calculator pooling max padding stride conv1 fc linear fully connected activations
    activation bytes byte float float32 image images per input layer's exact then therefore hence also each
    au aux avec c'est calcul couche couches dans de des donc du elle en et est fait filtre filtres final il j'ai
    je l la le les mon nombre on obtient par paramètres paramètre poids pour reste réponse résultat soit sortie
    taille tous tout toute trouve valeurs volume y a compte
    alle also anzahl antwort ausgabe ausgabegröße beträgt bleibt das dem den der des die ein eine einer ergebnis es
    ergibt gesamt gewichte habe hat ich insgesamt ist kanäle lernbare mein meine mit parameter schicht sind summe
    trainierbare und von volumen zusammen gibt macht bekomme erhalte größe werte
    al capa con de del el en es hay la las los mi número obtengo parámetros pesos por queda resultado respuesta salida
    son sale suma tamaño tiene todo todos total un una valores volumen y da
    komme kommt lautet heißt auf raus heraus sollte müsste erhält man sieht feld champ réceptif voit campo
    receptivo ve مجال الرؤية المجال حقل الاستقبال الحقل
    ausgabevolumen ausgabetensor ausgabeform ausgangsvolumen ausgang form misst wäre hier antworten rechne ergeben
    mesure mesurent tenseur formes vaut serait résultant résultante obtenu obtenue ici ça ce cela
    forme sortant sur j'obtiens trouvons obtenons nous tensor forma dimensiones mide miden sería resultante obtenemos
    aquí tendría volúmenes serían sería debería debe quedaría quedan resulta
    المخرج مخرج تكون يكون سيكون تصبح يصبح إذا أبعاد الأبعاد المخرجات مخرجات الإخراج شكل الشكل مجموع يساوي تساوي
    حجمه حجمها عددها عدده إجمالي
    الإجابة الجواب الحجم الخرج الطبقة العدد المجموع المعاملات المعلمات الناتج النتيجة قابلة للتعلم في هو هي هذا
    هذه عدد
    على كل لدينا لها له من معاملات معلمات و وزن مقاس المقاس حجم خرج طبقة بايت قيمة الكلي تحتوي يوجد
    """
AROUND = frozenset(_AROUND.split())
"""Words that may stand before a number; a word that is none of these might change what it means."""
"""Words that say that a number is not meant, or that another one is."""

CHANGING_SIGNS = frozenset("或不每")
"""Signs that do so inside a word, in a language that leaves no space between words."""
_CHANGING_PHRASES = ("小于", "大于", "少于", "多于", "超过", "至少", "至多", "最多", "最少", "以上", "以下",
                     "倍", "左右")
_PER = re.compile(r"\b(?:per|each|every|pro|par|por)\b(?!\s*(?:image|img|picture|sample|example|bild|imagen))"
                  r"|\bx\s*[0-9]|\b[0-9]+\s*x(?![0-9 ])", re.IGNORECASE)
"""A part of what is asked, or a multiple."""
_SCALED = "k m g thousand thousands million millions billion billions mio mrd"
_SCALES = frozenset(_SCALED.split())


def changes(text: str) -> bool:
    """True of words after which a number is not meant, or another one is: not, at most, in thousands, per filter.

    >>> changes("or 1728"), changes("in thousands"), changes("per filter"), changes("by hand")
    (True, True, True, False)
    """
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower())
    return (not (CHANGING | _SCALES).isdisjoint(words) or bool(_PER.search(text)) or changes_in_signs(text)
            or any("n't" in word for word in words))


def is_doubtful(text: str) -> bool:
    """True of a number beside which a word says that it may be another: maybe 1200."""
    return any(map(str.isdigit, text)) and not _DOUBT.isdisjoint(re.findall(r"[^\W\d_]+", text.lower()))


def changes_in_signs(text: str) -> bool:
    """True of signs that do so inside a word, in a language that leaves no space between words."""
    return not CHANGING_SIGNS.isdisjoint(text) or any(phrase in text for phrase in _CHANGING_PHRASES)


_NEUTRAL = """
    actually roughly approximately approx circa ungefähr environ aproximadamente تقريبا
    believe guess suppose think hopefully basically altogether here free non-zero nonzero
    a all also altogether answer exact exactement exakt genau exacto exactamente
    are as at because biases by exactly for got i in incl including is it its learnable
    learned of overall since so sum the think this total totally tensor trainable volume was with without
    au aux avec c'est dans donc en entraînables est et la le les pour réponse sans
    antwort das der die es insgesamt ist lernbare mit ohne trainierbare und
    con de el en entrenables es la respuesta sin son y
    wide across lol haha
    patch region window fenster bereich fenêtre zone ventana región área
    قابلة للتعلم في هو هي
    feature features output outputs activations maps
    的输出 的输出尺寸 的特征图 的张量 个 是 可训练
    """
NEUTRAL = frozenset(_NEUTRAL.split())
"""Words that may stand behind a number and leave it as it is; any other might be a unit that is not known here."""

THUS = ("we get", "you get", "on obtient", "wir erhalten", "erhalten wir", "erhält man", "obtenemos",
        "se obtiene", "نحصل على", "得到", "so", "thus", "therefore", "hence", "gives", "giving", "which is", "that is",
        "donc", "also", "daher", "folglich", "entonces", "luego", "por tanto", "إذن", "所以", "=>", "⇒", "∴")
"""Words after which a conclusion stands."""
