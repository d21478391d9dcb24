"""French, of exercise sheets."""

from archcalc.homework.exercises.languages._french_fillers import FILLERS

WORDS = {
    "filler": FILLERS,
    "each":
        "chacun|chaque|chacune|chaque couche|par couche|dans chaque couche|pour chaque couche|"
        "chacune des couches",
    "layer's place":
        "une couche cachée|la couche cachée|"
        "couche cachée|couche de sortie",
    "of one":
        "par filtre|par neurone|par noyau|par canal|par pixel|chaque filtre|chaque neurone|chaque noyau|"
        "un seul filtre|un seul neurone",
    "per image":
        "par image|pour une image|une seule image",
    "part":
        "par porte|pour chaque porte|par direction|dans chaque direction",
    "unread":
        "identique à|identique à la|identiques à|identiques aux|comme la première|comme le premier|"
        "comme la précédente|comme avant|comme précédemment|le même|la même|les mêmes|mêmes|même|"
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
    "units":
        "neurones en sortie|neurones de la couche cachée|sorties neurones|neurones dans la couche cachée|unité|"
        "unité cachée|unités récurrentes|cellules|classes de sortie|catégories|"
        "neurones|neurone|unités|neurones cachés|unités cachées|classes|neurones de sortie|nœuds|noeuds",
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
        "conserve la hauteur et la largeur|conserve la taille|préserve la taille|conserver la taille|"
        "garder la taille|garder la même taille|garde la même taille|conserver la même taille|"
        "conserve les dimensions|préserver les dimensions|garde les dimensions|conserve la résolution|"
        "ait la même taille|ait la même taille que l'entrée|soit de même taille|soit de la même taille|"
        "ne change pas la taille|même taille que l'entrée|la taille reste la même|taille reste inchangée|"
        "conserve|conservent|préserve|garde|conserver|conserver la|préserver|garder|maintenir|maintient|"
        "inchangée|reste inchangée|reste la même|ne change pas",
    "from": "depuis",
    "to": "vers|à",
    "ask":
        "combien vaut|combien mesure|à quoi|que vaut|que valent|quelle est|quel est|quelles sont|quels sont|"
        "quel|quelle|quels|quelles|comment|qu'est",
    "many":
        "le nombre total de|quel est le nombre de|quel est le nombre total de|quel nombre de|combien d|"
        "combien|combien de|nombre|nombre de|nombre total de|le nombre de",
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
    "bias":
        "vecteur de biais|vecteurs de biais|terme de biais|termes de biais|valeurs de biais|un biais|"
        "biais",
    "with biases":
        "biais compté|avec biais|avec un biais|avec leurs biais|poids et biais compris|"
        "y compris les termes de biais|"
        "biais compris|y compris les biais|avec les biais|y compris le biais|en comptant les biais|"
        "incluant les biais|biais inclus|avec biais compris|en incluant les biais|biais comptés|"
        "inclus les biais|en tenant compte des biais|poids et biais",
    "weights alone":
        "sans biais compris|sans compter le biais|biais ignorés|biais ignoré|biais négligés|biais non comptés|"
        "en excluant les biais|sans inclure les biais|"
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
    "receptive_field":
        "champ réceptif effectif|champ de vision|taille effective|taille effective du noyau|"
        "champ récepteur effectif|taille du champ réceptif|"
        "champ réceptif|champ récepteur|champs réceptifs",
    "bytes":
        "mo|ko|go|mégaoctets|kilooctets|gigaoctets|mio|kio|"
        "octets|octet",
    "memory":
        "espace mémoire|mémoire occupée|mémoire nécessaire|empreinte mémoire|carte d'activation mémoire|"
        "mémoire|activations",
    "macs":
        "multiplications et additions|opérations mac|opérations de multiplication addition|"
        "multiplications accumulées|"
        "multiplications|multiplications accumulations|multiplications additions|"
        "opérations de multiplication|produits|multiply adds|mac",
    "neurons":
        "nombres|éléments|activations en sortie|composantes|nombre de valeurs|"
        "valeurs",
    "flops":
        "opérations en virgule flottante|opérations flottantes",
    "biases":
        "valeurs des biais",
}
LAYERS = {
    "conv":
        "convolution|convolutions|couche de convolution|convolutive|couche convolutive|"
        "couche convolutionnelle|couches de convolution|convolutionnelle|convolution 2d|convolue|convolué|"
        "convoluée|convoluer|couches convolutives|couches convolutionnelles|couche conv|"
        "couche de convolution 2d|convolutif",
    "linear":
        "couche fully connected|couche fc|totalement connectées|complètement connectées|complètement connecté|"
        "pleinement connecté|couches entièrement connectées|couches complètement connectées|couches linéaires|"
        "couches fc|"
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
    "lstm":
        "lstm|couche lstm|réseau lstm|cellule lstm",
    "gru":
        "couche gru|cellule gru",
    "rnn":
        "rnn simple|réseau de neurones récurrent|couche récurrente|réseau récurrent simple|rnn classique",
    "attention":
        "auto attention|attention multi têtes|attention multi tête|self attention|couche d'attention|"
        "attention à plusieurs têtes",
    "dropout":
        "couche de dropout|abandon",
}
ATTRIBUTES = {
    "stride": "pas|pas de|pas de déplacement|décalage|foulée|un pas|pas égal à|un pas de",
    "padding":
        "padding|zero padding|un padding|remplissage par des zéros|remplissage de zéros|pixels de padding|"
        "padding p|zéros de chaque côté|"
        "remplissage|marge|zéro padding|rembourrage|bourrage|zéros autour|padding de zéros|marge de zéros|"
        "bordure|bordure de zéros|un padding de|un remplissage de|"
        "zéros faut il ajouter|zéros doit on ajouter|zéros à ajouter|zéros ajouter",
    "dilation": "dilatation|taux de dilatation|facteur de dilatation|dilaté|dilatée|convolution dilatée de taux",
    "groups": "groupes",
    "heads": "têtes",
    "entries":
        "mots|mots distincts|jetons|vocabulaire|vocabulaire de|taille de vocabulaire|taille du vocabulaire|"
        "mots de vocabulaire|"
        "un vocabulaire de",
    "features":
        "dimension des plongements|dimension d'embedding|vecteurs de dimension|vecteurs de taille|"
        "plongements de dimension|dimension de plongement|embeddings de dimension",
}
MODIFIERS = {
    "grouped":
        "groupée|groupé|par groupes",
    "depthwise":
        "par canal séparé|en profondeur|depthwise",
    "separable":
        "séparable|séparable en profondeur|séparable par profondeur",
    "1d":
        "1d|unidimensionnelle|à une dimension",
}
NUMBER_TYPES = {
    "float32":
        "simple précision|en simple précision|flottants 32 bits|nombres flottants 32 bits|32 bits",
    "float16":
        "demi précision|flottants 16 bits|16 bits",
    "int8":
        "entiers 8 bits|8 bits",
}
