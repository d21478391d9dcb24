"""French, of exercise sheets."""

WORDS = {
    "filler":
        "cachées|cachés|entraînables|caché|multicouche|perceptron|perceptron multicouche|exercice|justifier|"
        "justifiez|expliquez|détaillez|étudiant|"
        "cours|examen|soient|"
        "on souhaite|souhaite|veut|on veut|entraîne|entraîner|entraîné|classer|classifier|chiffres|manuscrits|"
        "respectivement|trouve|se trouve|trouvent|occupent|occupe|représente|représentent|un|une|le|la|les|l|"
        "d|des|du|de|de la|est|sont|a|ont|qui|dont|cette|ce|"
        "ces|il|elle|y|couche|cachée|on|"
        "applique|appliquée|appliqué|appliquer|utilise|calculer|calculez|déterminer|déterminez|trouver|trouvez|"
        "donner|donnez|soit|soient|considérons|supposons|en|dans|au total|total|réseau|par|au|aux|après avoir|"
        "obtenue|obtenu|résultant|résultante|son|sa|ses|apprenables|entraînables|pour|si|fonction|"
        "opération|doit|"
        "faut|est ce|pixels|pixel|là|combien y|passe|passe dans|passe par|passe à travers|traverse|"
        "traversée|possède|"
        "possèdent|comporte|comportent|contient|contiennent|utilisant|utilise t|utilisons|faut il|"
        "doit on|avons|nous|"
        "vous|ai|été|être|sera|serait|seront|suivante|suivant|suivants|suivantes|ci dessous|ici|"
        "alors|puisque|car|"
        "ainsi|donc|avec une|fournie|donnée|données|donné|tout|toute|toutes|tous|leur|leurs|"
        "obtenues|obtenus|cela|"
        "ceci|celui|celle|se|ne|composé|composée|constitué|constituée|neuronal|réseau de neurones|neuronale|"
        "réseau convolutif|modèle|architecture|calculons|quelles sont|soit une|soit un|considère|considérer|"
        "nécessaires|nécessaire|nécessite|requis|requise|exige|exécuté|effectué|effectuées|"
        "effectue|effectuer|vaut|"
        "valent|égal|égale|justifiez|expliquez|exercice|question|successives|successifs|"
        "consécutives|consécutifs|"
        "empilées|empilés|superposées|d'abord|prend|prenant|reçoit|envoyé|envoyée|formé|formée|t|"
        "l'on|"
        "lequel|laquelle|correspondant|correspondante|entraîner|apprendre|apprend|combien a|spatiale|spatial|"
        "spatiales|carré|carrés|celles|ceux|pendant|lors|afin|afin de|mis|mise|bien|aussi|"
        "également|recevant|ayant|"
        "contenant|comportant|effectuant|utilisée|utilisé|utilisées|utilisés|suite à|issue|issu|entrante|"
        "compte|comptent|relie|relient|reliant|obtenir|quelle est la|au juste|à la suite",
    "each":
        "chacun|chaque|chacune|chaque couche|par couche|dans chaque couche|pour chaque couche|"
        "chacune des couches",
    "layer's place":
        "couche cachée|couche de sortie",
    "of one":
        "par filtre|par neurone|par noyau|par canal|par pixel|chaque filtre|chaque neurone|chaque noyau|"
        "un seul filtre|un seul neurone",
    "per image":
        "par image|pour une image|une seule image",
    "part":
        "par porte|pour chaque porte|par direction|dans chaque direction",
    "unread":
        "encore|à nouveau|de nouveau|même couche|même nombre de canaux|"
        "par rapport à|par rapport au|une fois de plus",
    "before": "avant|avant le|avant la|juste avant|précédant",
    "ratio":
        "combien de fois|par quel facteur|de quel facteur|quel facteur|rapport|quel est le rapport|quel rapport|"
        "le rapport|rapport entre",
    "share":
        "pourcentage|quel pourcentage|proportion|quelle proportion|fraction|quelle fraction|pour cent|"
        "quelle part|de quel pourcentage",
    "difference": "de combien|la différence de|différence de|économisés|économisées|économise|gain",
    "together": "ensemble|réunies|réunis|additionnées",
    "residual": "bloc résiduel|connexion résiduelle|connexion identité|raccourci identité|connexion de saut",
    "than or that": "que|qu'une|qu'un|que la|que le|qu'avec",
    "filters":
        "filtres|noyaux|cartes de caractéristiques|canaux de sortie|noyaux de convolution|"
        "cartes d'activation|filtres de convolution|canaux en sortie|filtres convolutifs",
    "kernel":
        "filtre|noyau|taille de filtre|taille du filtre|taille de noyau|taille du noyau|fenêtre|"
        "noyau de convolution|filtres de taille|taille des filtres|taille des noyaux|noyau de taille|"
        "filtre de taille|fenêtre de taille|fenêtres|taille de la fenêtre|taille de fenêtre|"
        "taille du noyau de convolution",
    "channels": "canaux|canal",
    "features in": "canaux d'entrée|canaux en entrée|canaux à l'entrée|caractéristiques d'entrée",
    "units": "neurones|neurone|unités|neurones cachés|unités cachées|classes|neurones de sortie|nœuds|noeuds",
    "size": "taille|tailles|dimension|dimensions|forme",
    "input":
        "neurones d'entrée|neurones en entrée|entrée|entrées|image|image d'entrée|taille d'entrée|volume|volume "
        "d'entrée|taille de l'entrée|"
        "signal|image en entrée|en entrée|entrée image|tenseur d'entrée|carte de caractéristiques|tenseur|"
        "vecteur|vecteur d'entrée|volume en entrée|séquence|signal d'entrée|matrice|carte|une carte",
    "on": "sur|appliquée à|appliqué à|à partir",
    "output":
        "sortie|taille de sortie|taille de la sortie|dimensions de la sortie|dimension de la sortie|"
        "volume de sortie|dimensions de sortie|forme de sortie|sorties|image de sortie|carte de sortie|"
        "taille du résultat|résultat|dimensions du résultat|volume résultant|"
        "carte de caractéristiques résultante|tenseur de sortie|taille de l'image de sortie|"
        "forme de la sortie",
    "gives":
        "passer|passer de|diminue|augmente|réduire|divise|multiplie|donne|donnent|produit|obtient|obtenir|"
        "fait passer|donnant|réduit|réduisant|transforme|transformant|"
        "produisant|obtient on|projette|passe de",
    "keeps":
        "conserve|conservent|préserve|garde|conserver|conserver la|préserver|garder|maintenir|maintient|"
        "inchangée|reste inchangée|reste la même|ne change pas",
    "from": "depuis",
    "to": "vers|à",
    "ask": "quel|quelle|quels|quelles|comment|qu'est",
    "many": "combien|combien de|nombre|nombre de|nombre total de|le nombre de",
    "most": "au plus|maximum",
    "least": "au moins",
    "exact": "exactement",
    "no": "sans|aucun|aucune|pas de remplissage|sans aucun",
    "same": "identique",
    "valid": "valide",
    "then":
        "puis|ensuite|suivie de|suivi de|suivie d'une|suivi d'un|suivies de|suivis de|suivies d'une|puis une|"
        "enfin|après quoi|suivie par|suivi par|ensuite une",
    "after": "après|connectée à|reliée à|connecté à|suit",
    "and": "et",
    "or": "ou",
    "with": "avec",
    "the most": "le plus|le plus de|la plus grande|le plus grand",
    "fewest": "le moins|le moins de|la plus petite|le plus petit",
    "fewer": "moins|moins de|plus petit|plus petite",
    "more": "plus de|plus grand|plus grande",
    "compare": "comparer|comparez",
    "batch": "lot|taille de lot|batch de|mini lot|lot de|mini lot de|taille du lot|mini batch de",
    "bias": "biais",
    "with biases":
        "biais compris|y compris les biais|avec les biais|y compris le biais|en comptant les biais|"
        "incluant les biais|biais inclus|avec biais compris|en incluant les biais|biais comptés|"
        "inclus les biais|en tenant compte des biais|poids et biais",
    "weights alone":
        "sans compter les biais|sans les biais|hors biais|biais non compris|en ignorant les biais|"
        "sans tenir compte des biais|biais exclus|en négligeant les biais|ignorer les biais|"
        "on néglige les biais|on ignore les biais",
    "layers": "couches",
    "colour": "rvb|en couleur|en couleurs|couleurs|couleur|en rvb|en rgb",
    "gray": "niveaux de gris|en niveaux de gris|noir et blanc|niveau de gris|en noir et blanc|monochrome",
    "images": "images",
}
COUNTS = {
    "une seule": 1, "un seul": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "dix": 10,
}
ORDINALS = {
    "dernière": 0, "dernier": 0,
    "première": 1, "premier": 1, "deuxième": 2, "seconde": 2, "second": 2, "troisième": 3, "quatrième": 4,
    "2e": 2, "3e": 3, "1re": 1,
}
FIGURES = {
    "params":
        "paramètres|paramètre|paramètres entraînables|paramètres apprenables|paramètres à apprendre|"
        "nombre de paramètres|nombre total de paramètres|paramètres au total",
    "weights": "poids",
    "receptive_field": "champ réceptif|champ récepteur|champs réceptifs",
    "bytes": "octets|octet",
    "memory": "mémoire|activations",
    "macs":
        "multiplications|multiplications accumulations|multiplications additions|"
        "opérations de multiplication|produits|multiply adds|mac",
    "neurons": "valeurs",
}
LAYERS = {
    "conv":
        "convolution|convolutions|couche de convolution|convolutive|couche convolutive|"
        "couche convolutionnelle|couches de convolution|convolutionnelle|convolution 2d|convolue|convolué|"
        "convoluée|convoluer|couches convolutives|couches convolutionnelles|couche conv|"
        "couche de convolution 2d|convolutif",
    "linear":
        "entièrement connectée|couche entièrement connectée|couche dense|complètement connectée|"
        "couche complètement connectée|couches denses|dense|couche linéaire|entièrement connecté|"
        "pleinement connectée|couche pleinement connectée|couche totalement connectée|totalement connectée|"
        "entièrement connectées",
    "max_pool":
        "max pooling|sous échantillonnage|mise en commun maximale|couche de pooling|pooling maximal|"
        "couche de max pooling|sous échantillonnage par maximum|regroupement maximal|agrégation maximale|"
        "pooling max",
    "avg_pool":
        "average pooling|pooling moyen|mise en commun moyenne|pooling par moyenne|couche d'average pooling",
    "flatten": "aplatie|aplati|aplatit|aplatissement|mise à plat|mis à plat|vectorisée|vectorisé",
    "batch_norm": "normalisation par lots|normalisation par lot|couche de normalisation par lots",
    "conv_transpose": "convolution transposée|couche de convolution transposée|déconvolution",
    "embedding": "couche d'embedding|couche de plongement|plongement",
}
ATTRIBUTES = {
    "stride": "pas|pas de|pas de déplacement|décalage|foulée|un pas|pas égal à|un pas de",
    "padding":
        "remplissage|marge|zéro padding|rembourrage|bourrage|zéros autour|padding de zéros|marge de zéros|"
        "bordure|bordure de zéros|un padding de|un remplissage de|"
        "zéros faut il ajouter|zéros doit on ajouter|zéros à ajouter|zéros ajouter",
    "dilation": "dilatation|taux de dilatation|facteur de dilatation|dilaté|dilatée|convolution dilatée de taux",
    "groups": "groupes",
    "heads": "têtes",
}
MODIFIERS: dict[str, str] = {}
NUMBER_TYPES: dict[str, str] = {}
