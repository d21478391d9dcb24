"""Phrases by which exercises set layers against each other, in every language."""

PHRASES = {
    "or":
        "in place of|in lieu of|as opposed to|as against|relative to|in relation to|compared against|is swapped for|"
        "is exchanged for|are swapped for|exceed|exceeds|"
        "übersteigt|übertrifft|dépasse|dépasse t elle|dépasse t il|supera|supera a|"
        "anstelle von|anstelle|anstatt|statt|im vergleich zu|gegenüber|als|oder|"
        "wird ersetzt durch|werden ersetzt durch|ersetzt durch|"
        "au lieu de|au lieu d'un|au lieu d'une|à la place de|à la place d'un|à la place d'une|"
        "par rapport à|qu'une|qu'un|"
        "par rapport à un|par rapport à une|est remplacée par|est remplacé par|sont remplacées par|remplacée par|"
        "en lugar de|en vez de|al lugar de|en comparación con|se sustituye por|se reemplaza por|es sustituida por|"
        "es reemplazada por|frente a|que una|que un|respecto a|se sustituyen por|"
        "代替|而不是|相比|替换为|替换成|换成|改为|"
        "بدلا من|بدلاً من|بدل|مقارنة ب|مقارنةً ب|مقابل|عوضا عن|عوضاً عن|أم",
    "replacing":
        "replace|replacing|replaces|replaced|substitute|substituting|factorises|factorizes|factorising|factorizing|"
        "factorise|factorize|decomposes|decomposing|swap|swapping|exchange|"
        "ersetzt|ersetzen|ersetze|faktorisiert|faktorisieren|zerlegt|"
        "remplace|remplacer|remplaçant|on remplace|factorise|décompose|"
        "sustituye|sustituir|reemplaza|reemplazar|sustituimos|reemplazamos|factoriza|"
        "替换|分解|取代|استبدال|استبدلنا|نستبدل|استُبدلت|استبدلت",
    "scaled:2":
        "doubles|doubled|doubling|we double|you double|to double|twice as large|twice as wide|"
        "verdoppelt|verdoppeln|verdopple|verdoppelung|verdopplung|"
        "doublé|doublée|doublés|doublées|on double|doubler|doublant|"
        "duplica|duplican|duplicar|duplicamos|se duplica|se duplican|duplicado|"
        "加倍|翻倍|增加一倍|变为两倍|变成两倍|扩大一倍|تضاعف|مضاعفة|ضاعفنا|يتضاعف|نضاعف",
    "scaled:3":
        "tripled|triples|tripling|triple|verdreifacht|triplé|triplée|triplica|se triplica",
    "scaled:4":
        "quadrupled|quadruples|quadrupling|quadruple|vervierfacht|quadruplé|cuadruplica|se cuadruplica",
    "scaled:half":
        "halve|halved|halves|halving|we halve|cut in half|halbiert|halbieren|divisé par deux|divisée par deux|"
        "réduit de moitié|reduce a la mitad|se reduce a la mitad|减半|减少一半|نصّف|ينخفض إلى النصف",
    "":
        "瓶颈|瓶颈结构|结构|即|原来的|原来|减少到|增加到|变为原来的|directly|direkt|directement|directamente",
    "would":
        "would|would it|would there|wäre|wären|hätte|hätten|würde|würden|serait|seraient|aurait|auraient|"
        "sería|serían|tendría|tendrían|habría|will it",
    "among":
        "between|zwischen",
    "ask":
        "哪一层|哪层|哪个|哪一个|哪种|哪一种|أيهما|أيها|أي طبقة",
    "uses":
        "uses|employs|applies|makes use of|verwendet|benutzt|nutzt|utilise|emploie|usa|emplea|utiliza|使用|采用|用|"
        "يستخدم|تستخدم",
    "unanswered":
        "faster|slower|better|worse|best|worst|fastest|quicker|more accurate|accurate|schneller|langsamer|besser|"
        "schlechter|plus rapide|plus lent|meilleur|meilleure|más rápido|más rápida|mejor|peor|更快|更慢|更好|更准确|"
        "أسرع|أفضل|أبطأ",
    "alike":
        "same inputs|the same inputs|same input vectors|the same input vectors|same features|identical inputs|"
        "los mismos canales|las mismas dimensiones|les mêmes dimensions|gleichen kanalzahlen|"
        "gleichen eingängen|denselben eingängen|mêmes entrées|les mêmes entrées|mismas entradas|las mismas entradas|"
        "same number of channels|the same number of channels|same channel counts|the same channel counts|"
        "the same channels|same channels|same channel count|same number of input and output channels|"
        "the same number of input and output channels|same input|same input size|the same input size|"
        "same number of units|the same number of units|same number of filters|the same number of filters|"
        "same number of neurons|same units|same filters|same kernel|the same kernel|same kernel size|"
        "the same kernel size|same hidden size|same input dimension|same sizes|same widths|equal widths|"
        "gleiche kanalzahl|gleicher kanalzahl|gleichen kanälen|gleiche kanäle|gleicher kernel|gleichem kernel|"
        "même noyau|le même noyau|même nombre de canaux|le même nombre de canaux|mêmes canaux|"
        "el mismo kernel|mismo kernel|mismo número de canales|el mismo número de canales|"
        "相同的通道数|通道数相同|相同通道数|相同的卷积核|نفس عدد القنوات|بنفس عدد القنوات",
    "fewer":
        "more economical|more parameter efficient|sparsamer|günstiger|leichter|plus léger|plus légère|moins|"
        "más ligero|más ligera|menos|更省|أقل|أخف|أصغر",
    "more":
        "heavier|costlier|more expensive|teurer|aufwendiger|schwerer|plus lourd|plus|más pesado|más|أكثر|أكبر",
    "proportion:difference":
        "is saved|are saved|do we save|would you save|do you save|how much is saved|"
        "se ahorran|se ahorra|ahorra|ahorro|économise t on|gagne t on|gagne|"
        "spart man|einsparen|gespart|يوفر|نوفر|توفير|توفر",
}
"""Phrases by their sense, and by which of that kind: kind:name."""
