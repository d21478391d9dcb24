"""German names of figures, layers, attributes and types of numbers, beside those that archcalc has for them."""

FIGURES = {
    "params":
        "lernbare werte|parametermenge|gesamtparameter|zahl der parameter|"
        "parameter|parametern|parameteranzahl|parameterzahl|trainierbare parameter|trainierbaren parameter|"
        "freie parameter|lernbare parameter|parameter insgesamt|anzahl der parameter|anzahl parameter",
    "weights": "gewichte|gewichten|gewicht",
    "memory": "speicher|speicherbedarf|aktivierungen|speicherplatz",
    "receptive_field":
        "effektive größe|effektive kernelgröße|effektive filtergröße|effektives rezeptives feld|"
        "rezeptives feld|rezeptive feld|rezeptiven feldes|rezeptive felder|rezeptives feld der größe|"
        "rezeptiven felder|wahrnehmungsfeld",
    "macs":
        "multiplikations additions operationen|mac operation|multiplizier akkumulier operationen|"
        "multiplikationen|multiplikationsoperationen|multiply add operationen|mac operationen|"
        "multiplikationen und additionen",
    "neurons":
        "zahlen|zahlenwerte|elemente|einträge|aktivierungswerte|anzahl der werte|"
        "werte",
    "bytes":
        "bytes|mebibyte|kibibyte|gigabyte|speicher in byte|"
        "byte|megabyte|kilobyte",
    "flops":
        "gleitkommaoperationen|fließkommaoperationen",
    "height":
        "höhe|ausgabehöhe|höhe der ausgabe",
    "width":
        "breite|ausgabebreite|breite der ausgabe",
    "length":
        "länge|ausgabelänge|länge der ausgabe",
}
LAYERS = {
    "conv":
        "faltung|faltungen|faltungsschicht|faltungsschichten|conv schicht|gefaltet|faltet|falten|"
        "faltungsoperation|convolutional schicht|convolution schicht|faltungsebene|2d faltung",
    "linear":
        "vollverbundene|vollverbundene schicht|vollständig verbundene schicht|dichte schicht|"
        "vollvernetzte schicht|vollverbundenen schicht|vollständig verbunden|vollständig verbundenen|"
        "vollständig verbundenen schicht|vollverbunden|dense schicht|fc schicht|lineare schicht|"
        "voll verbundene|voll verbundene schicht|vollständig vernetzte schicht|vollvernetzte|"
        "dicht verbundene schicht|ausgabeschicht fc",
    "max_pool":
        "max pooling schicht|pooling schicht|maximum pooling|maxpooling|max pool schicht|maxpooling schicht|"
        "maximum pooling schicht|max pooling operation",
    "avg_pool":
        "mittelwert pooling|durchschnitts pooling|average pooling schicht|mittelwertpooling|"
        "durchschnittspooling",
    "conv_transpose":
        "transponierte faltung|transponierten faltung|entfaltung|transponierte faltungsschicht|dekonvolution",
    "batch_norm": "batch normalisierung|batch norm schicht|batchnormalisierung",
    "flatten": "abgeflacht|geglättet|flachgelegt|ausgerollt",
    "lstm":
        "lstm schicht|lstm netz|lstm zelle|lstm",
    "gru":
        "gru schicht|gru zelle",
    "rnn":
        "rekurrentes netz|rekurrente schicht|rekurrentes neuronales netz|einfaches rnn|einfaches rekurrentes netz|"
        "vanilla rnn|rnn schicht",
    "attention":
        "selbstaufmerksamkeit|multi head attention schicht|aufmerksamkeitsschicht|self attention schicht|"
        "attention schicht",
    "embedding":
        "einbettungsschicht|embedding schicht|worteinbettung|einbettung|embedding matrix",
    "global_avg_pool":
        "globales average pooling|globales mittelwert pooling|globales durchschnittspooling",
    "dropout":
        "dropout schicht",
}
ATTRIBUTES = {
    "stride": "schrittweite|schrittweiten|schritt|schrittlänge|schrittgröße|stride von|schrittweite von",
    "padding":
        "auffüllung|polsterung|nullrand|rand|zero padding|nullen aufgefüllt|nullauffüllung|randauffüllung|"
        "nullen am rand|zero padding von|padding von|nullen müssen|nullen sind|nullen werden",
    "dilation":
        "dilatation von|dilatationsrate von|"
        "dilatation|dilatationsrate|dilation von|dilatationsfaktor",
    "groups": "gruppen",
    "heads": "köpfe|köpfen",
    "entries":
        "wörter|wörtern|wort|tokens|symbole|vokabular|vokabulargröße|wörterbuch|vokabular von|"
        "wortschatz|wortschatz von",
    "features":
        "embedding dimension|einbettungsgröße|vektoren der größe|dimensionale einbettung|"
        "dimensionalen einbettung|dimensionalem embedding|dimensionales embedding|"
        "dimensionalen embeddings|"
        "dimension der vektoren|einbettungsdimension|dimensionale vektoren|vektoren der länge|vektoren der dimension|"
        "dimensionalen vektoren",
}
MODIFIERS = {
    "grouped":
        "gruppierte|gruppierten",
    "separable":
        "tiefenseparierbare|tiefenweise separierbaren|tiefentrennbare|separierbaren|separierbarer|"
        "separierbare|separable|tiefenweise separierbare|depthwise separable",
    "depthwise":
        "tiefenweise|kanalweise",
    "pointwise":
        "punktweise|punktweisen",
}
NUMBER_TYPES = {
    "float32":
        "32 bit gleitkomma|32 bit float|gleitkommazahlen mit 32 bit|32 bit gleitkommawerte|"
        "32 bit floatzahlen|32 bit pro wert|32 bit fließkommazahlen|"
        "einfache genauigkeit|einfacher genauigkeit|32 bit gleitkommazahlen|32 bit zahlen|32 bit floats",
    "float16":
        "16 bit gleitkomma|16 bit float|16 bit zahlen|16 bit fließkommazahlen|"
        "halbe genauigkeit|halber genauigkeit|16 bit gleitkommazahlen|16 bit floats",
    "int8":
        "8 bit ganzzahlen|8 bit zahlen",
}
