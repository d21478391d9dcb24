"""French names of figures, layers, attributes and types of numbers, beside those that archcalc has for them."""

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
    "height":
        "hauteur|hauteur de la sortie|hauteur de sortie",
    "width":
        "largeur|largeur de la sortie|largeur de sortie",
    "length":
        "longueur|longueur de la sortie|longueur de sortie",
}
LAYERS = {
    "conv":
        "convolution dilatée|convolutions dilatées|convolution classique|convolution ordinaire|"
        "couche de convolution classique|"
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
    "batch_norm":
        "batch normalisation|couche batchnorm|batchnorm|"
        "normalisation par lots|normalisation par lot|couche de normalisation par lots",
    "conv_transpose": "convolution transposée|couche de convolution transposée|déconvolution",
    "embedding":
        "table d'embedding|matrice d'embedding|couche d'embeddings|matrice de plongement|"
        "plongement lexical|"
        "couche d'embedding|couche de plongement|plongement",
    "lstm":
        "lstm|couche lstm|réseau lstm|cellule lstm",
    "gru":
        "couche gru|cellule gru",
    "rnn":
        "cellule récurrente|réseau récurrent|rnn elman|"
        "rnn simple|réseau de neurones récurrent|couche récurrente|réseau récurrent simple|rnn classique",
    "attention":
        "couche d'attention multi têtes|auto attention multi têtes|"
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
    "dilation":
        "dilatation de|"
        "dilatation|taux de dilatation|facteur de dilatation|dilaté|dilatée|convolution dilatée de taux",
    "groups": "groupes",
    "heads": "têtes",
    "entries":
        "mots du vocabulaire|mots dans le vocabulaire|"
        "mots|mots distincts|jetons|vocabulaire|vocabulaire de|taille de vocabulaire|taille du vocabulaire|"
        "mots de vocabulaire|"
        "un vocabulaire de",
    "features":
        "dimension des vecteurs|dimension du plongement|"
        "dimension des plongements|dimension d'embedding|vecteurs de dimension|vecteurs de taille|"
        "plongements de dimension|dimension de plongement|embeddings de dimension",
}
MODIFIERS = {
    "grouped":
        "groupées|"
        "groupée|groupé|par groupes",
    "depthwise":
        "par canal|"
        "par canal séparé|en profondeur|depthwise",
    "separable":
        "séparables en profondeur|séparables|"
        "séparable|séparable en profondeur|séparable par profondeur",
    "1d":
        "1d|unidimensionnelle|à une dimension",
    "pointwise":
        "ponctuelle|ponctuelles|ponctuel",
}
NUMBER_TYPES = {
    "float32":
        "flottant 32 bits|flottants de 32 bits|flottants simple précision|"
        "en virgule flottante sur 32 bits|flottants sur 32 bits|"
        "simple précision|en simple précision|flottants 32 bits|nombres flottants 32 bits|32 bits",
    "float16":
        "flottant 16 bits|flottants de 16 bits|flottants sur 16 bits|"
        "demi précision|flottants 16 bits|16 bits",
    "int8":
        "entiers sur 8 bits|entiers de 8 bits|"
        "entiers 8 bits|8 bits",
    "float64":
        "flottants 64 bits|double précision|flottants de 64 bits|64 bits",
}
