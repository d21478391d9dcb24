"""French, of exercise sheets."""

from archcalc.homework.exercises.languages._french_fillers import FILLERS
from archcalc.homework.exercises.languages._french_settings import SETTINGS
from archcalc.homework.exercises.languages._number_words import FRENCH
from archcalc.homework.exercises.languages.terms._french_terms import (
    ATTRIBUTES,
    FIGURES,
    LAYERS,
    MODIFIERS,
    NUMBER_TYPES,
)

WORDS = {
    "filler": f"{FILLERS}|{SETTINGS}",
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
        "dimension de l'état caché|état caché de dimension|état caché de taille|taille de l'état caché|"
        "taille d'état caché|dimension d'état caché|classes en sortie|"
        "neurones en sortie|neurones de la couche cachée|sorties neurones|neurones dans la couche cachée|unité|"
        "unité cachée|unités récurrentes|cellules|classes de sortie|catégories|"
        "neurones|neurone|unités|neurones cachés|unités cachées|classes|neurones de sortie|nœuds|noeuds",
    "size":
        "hauteur et largeur|largeur et hauteur|hauteur et la largeur|largeur et la hauteur|"
        "hauteur x largeur|résolution spatiale|"
        "taille|tailles|dimension|dimensions|forme",
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
    "batch":
        "mini lots de|lots de|taille de batch|taille du batch|batchs de|"
        "lot|taille de lot|batch de|mini lot|lot de|mini lot de|taille du lot|mini batch de",
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
    **FRENCH,
    "une seule": 1, "un seul": 1,
}
ORDINALS = {
    "dernière": 0, "dernier": 0,
    "première": 1, "premier": 1, "deuxième": 2, "seconde": 2, "second": 2, "troisième": 3, "quatrième": 4,
    "2e": 2, "3e": 3, "1re": 1,
}

__all__ = [
    "ATTRIBUTES", "COUNTS", "FIGURES", "LAYERS", "MODIFIERS", "NUMBER_TYPES", "ORDINALS", "WORDS",
]
