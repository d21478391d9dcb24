"""German, of exercise sheets."""

WORDS = {
    "filler":
        "groß|geschaltete|geschalteten|geschaltet|belegen|entfällt|entfallen|befinden|befindet|sich|ein|eine|"
        "einen|einem|einer|eines|der|die|das|den|"
        "dem|des|ist|sind|hat|haben|wird|werden|"
        "man|es|sie|schicht|"
        "verdeckte|insgesamt|gesamt|lernbare|trainierbare|berechnen|berechne|bestimmen|bestimme|"
        "gegeben|angewendet|"
        "angewandt|wendet|an|in|im|zur|zum|am|netz|netzes|netzwerk|dieser|diese|dieses|braucht|"
        "benötigt|belegt|beim|"
        "beträgt|gilt|pixel|entsteht|eingesetzt|verwendet|wir|sei|seien|angenommen|so dass|sodass|"
        "dass|damit|besitzt|"
        "besitzen|enthält|enthalten|verwenden|benutzt|benutzen|wenden|wende|betrachten|betrachte|"
        "betrachtet|folgende|"
        "folgender|folgendes|folgenden|zuerst|nun|hier|also|wenn|für|durch|durchläuft|läuft|geht|"
        "gehen|kommt|bekommt|"
        "erhalten|muss|müssen|soll|sollen|kann|können|würde|beide|beiden|alle|allen|lernbaren|"
        "trainierbaren|lernen|"
        "zu lernen|zu lernende|netzwerks|faltungsnetz|neuronales|neuronalen|neuronale|modell|"
        "architektur|verbunden|"
        "verdeckten|versteckte|versteckten|begründen|begründe|erklären|aufgabe|frage|gesamte|gesamten|"
        "insgesamt gibt es|gibt es|liegt|liegen|ihr|ihre|ihren|sein|seine|welche größe hat|hintereinander|"
        "aufeinanderfolgende|aufeinanderfolgenden|gestapelte|gestapelten|hintereinandergeschaltete|"
        "quadratische|"
        "quadratischen|räumliche|räumlichen|nötig|notwendig|erforderlich|benötigen|werden benötigt|"
        "besteht|bestehend|"
        "geben|ermitteln|ermittle|lautet|dabei|anzugeben|um|zu|gegebenen|gegebene|gegebenes|dessen|deren|"
        "resultierende|resultierenden|entstehende|entstehenden|angewandte|mithilfe|hilfe|empfängt|bekommen|"
        "verfügt über|verfügt|besteht aus|berechnen sie|bestimmen sie|geben sie|beträgt die|folgen|"
        "folgt|welches ist|"
        "verbindet|an jeder seite|auf jeder seite|an jedem rand|ergänzt werden|hinzugefügt werden|"
        "nacheinander|in folge|gewählt|vollständig|verbundenes|vollvernetztes|bitte|vorlesung|klausur|übung|"
        "teilaufgabe|pixeln|bildpunkte|bildpunkten|gefaltet wird|datensatz|handgeschriebene|ziffern|klassifiziert|"
        "klassifizieren|klassifikation|trainiert|trainieren|"
        "berücksichtigt|berücksichtigen|lösen|lösung|rechenweg|nachvollziehbar|student|studentin|abgebildet|dargestellt|"
        "dargestellte|beschriebene|betrachten sie|gegeben seien|gegeben sind|nehmen sie an|nehmen wir an|anwendet|"
        "anwenden|genau dann|ergebenden|ergibt sich|begründen sie|erläutern|erläutern sie|erklären sie|eingegeben|"
        "gegeben ist|gegeben sei|sei gegeben|zugeführt|wie lauten",
    "each":
        "jeweils|je|pro schicht|jede schicht|jeder schicht|in jeder schicht|jede|jeder|jedes",
    "layer's place":
        "verdeckte schicht|verdeckten schicht|versteckte schicht|versteckten schicht|"
        "ausgabeschicht|ausgangsschicht|"
        "einzelne schicht|einzelnen schicht|zwischenschicht",
    "of one":
        "pro filter|pro neuron|pro kanal|pro kernel|pro pixel|je filter|je neuron|je kanal|"
        "jeder filter|jedes neuron|"
        "eines filters|eines neurons",
    "per image":
        "pro bild|je bild|eines bildes|ein einzelnes bild",
    "part":
        "pro gatter|je gatter|pro richtung|je richtung",
    "unread":
        "wiederum|hinzu|nochmals|noch einmal|erneut|"
        "gleiche schicht|dieselbe schicht|im vergleich zu|im vergleich",
    "before": "vor|vor dem|vor der|vor einem|unmittelbar vor|direkt vor",
    "ratio":
        "um welchen faktor|welcher faktor|welchen faktor|wie viel mal|wie viele male|wievielmal|verhältnis|"
        "in welchem verhältnis|das wievielfache|um das wievielfache|wie viel mal so|faktor",
    "share":
        "anteil|prozent|welcher anteil|welchen anteil|wie viel prozent|prozentsatz|um wie viel prozent|bruchteil|"
        "wie groß ist der anteil|prozentualer anteil",
    "difference": "um wie viel|um wie viele|differenz|unterschied|eingespart|einsparung|spart",
    "together": "zusammen|zusammengenommen|gemeinsam",
    "residual": "residualblock|restblock|identitätsverbindung|skip verbindung|sprungverbindung|shortcut verbindung",
    "filters":
        "filter|filtern|filterkerne|filterkernen|kerne|kernen|ausgangskanäle|ausgabekanäle|merkmalskarten|"
        "filterkernel|kernels|ausgabemerkmale|feature maps|ausgangskanälen|ausgabekanälen|faltungskernen|"
        "faltungskerne|faltungsfilter|faltungsfiltern",
    "kernel":
        "kern|filterkern|filtergröße|kerngröße|fenster|fenstergröße|faltungskern|filterkern der größe|"
        "pooling fenster|fenstern|kernel der größe|filtergrößen|kernelgröße|kernelgrößen|filtermaske|"
        "filterfenster|kerngrößen",
    "channels": "kanäle|kanälen|kanal|farbkanäle|farbkanälen|farbkanal",
    "features in":
        "eingangskanäle|eingabekanäle|eingangskanälen|eingabekanälen|eingabemerkmale|eingangsmerkmale|"
        "eingangskanal",
    "units":
        "neuronen|neuron|verdeckten neuronen|einheiten|einheit|klassen|ausgabeneuronen|ausgangsneuronen|knoten|"
        "verdeckte neuronen|ausgänge|ausgängen|hidden units",
    "size": "größe|größen|dimension|dimensionen|form|abmessungen|breite und höhe",
    "input":
        "eingabeneuronen|eingangsneuronen|eingabeneuron|als eingabe|als eingang|als eingabebild|"
        "eingabe|eingang|bild|eingabebild|eingabevolumen|eingabegröße|volumen|eingangsbild|bildes|eingänge|"
        "eingängen|eingaben|eingabevektor|vektor|feature map|eingabe feature map|merkmalskarte|tensor|"
        "eingabetensor|eingabematrix|karte|sequenz|eingabesequenz|signal|volumens|eingabevolumens|eingangsvolumen|"
        "eingabebildes|eingangsgröße|bildgröße",
    "on": "auf|angewendet auf|angewandt auf",
    "output":
        "ausgabe|ausgang|ausgabegröße|ausgabevolumen|ausgabedimension|ausgangsgröße|größe der ausgabe|"
        "ergebnis|ergebnisses|ergebnisgröße|ausgabedimensionen|ausgabeform|ausgabe feature map|ausgabetensor|"
        "dimension der ausgabe|dimensionen der ausgabe|form der ausgabe|resultat|ergebnisvolumen|"
        "größe des ergebnisses|größe der ausgabe feature map|ausgabematrix|ausgangsvolumen|ausgabekarte|"
        "größe des ausgabevolumens",
    "gives":
        "verringert|vermindert|halbiert|senkt|erhöht|vergrößert|ergibt|liefert|erzeugt|gibt|reduziert|"
        "verkleinert|abbildet|bildet|überführt|führt zu|verwandelt",
    "keeps":
        "nicht verändert|nicht ändert|gleich bleibt|gleich groß bleibt|erhält|bewahrt|beibehält|behält|erhalten "
        "bleibt|unverändert|beizubehalten|beibehalten|zu erhalten|"
        "bleibt gleich|unverändert lässt|bewahren|unverändert bleibt",
    "from": "von|aus",
    "to": "nach|auf die größe",
    "ask": "welche|welcher|welches|welchen|was|wie|wie groß|wie groß ist|wie lautet",
    "many":
        "wie viele|wie viel|wieviele|anzahl|die anzahl der|anzahl der|anzahl an|zahl der|"
        "wie vielen",
    "most": "höchstens|maximal",
    "least": "mindestens",
    "exact": "genau",
    "no": "ohne|kein|keine|keinen|ohne einen",
    "same": "gleiches",
    "valid": "gültig",
    "then":
        "dann|danach|anschließend|gefolgt von|danach eine|und anschließend|und danach|gefolgt von einer|"
        "gefolgt von einem|im anschluss|schließlich|darauf|worauf|daraufhin",
    "after": "nach einer|nach einem|nach der|nach dem|folgt auf|verbunden mit",
    "and": "bzw|bzw.|und",
    "or": "als|oder",
    "with": "mit|bei",
    "the most": "meisten|die meisten|am meisten|größten|höchste|höchsten|größte",
    "fewest": "wenigsten|die wenigsten|am wenigsten|kleinsten|kleinste|geringste|geringsten",
    "fewer": "weniger|kleiner|kleinere",
    "more": "mehr|größer|größere",
    "compare": "vergleiche|vergleichen",
    "batch": "batchgröße|stapel|stapelgröße|batch von|mini batch von|stapel von|minibatch von",
    "bias": "bias werte|biaswerten|verzerrung|schwellwerte|biaswerte",
    "with biases":
        "einschließlich bias|inklusive bias|mit biases|einschließlich der biases|inklusive biases|inkl bias|"
        "inkl. bias|inkl biases|inkl. biases|einschließlich biases|mit bias gerechnet|samt bias|"
        "inklusive der biases|bias inklusive|einschließlich der bias|inklusive bias werte|"
        "inklusive bias parameter|einschließlich bias gewichte",
    "weights alone":
        "ohne biases zu zählen|ohne die biases|ohne berücksichtigung der biases|"
        "ohne berücksichtigung des bias|bias nicht mitgezählt|ohne biase|bias vernachlässigt|"
        "biases vernachlässigen|exklusive bias|ohne bias zu zählen",
    "layers": "schichten",
    "colour": "farbig|farbiges|farbbild|rgb farbbild|farbbilder",
    "gray":
        "graustufen|graustufenbild|graustufenbildes|grauwertbild|graubild|schwarz weiß|schwarzweiß|"
        "einkanaliges|graustufenbilder",
    "images": "bilder|bildern|eingabebilder|beispiele|beispielen",
}
COUNTS = {
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "zehn": 10,
}
ORDINALS = {
    "letzte": 0, "letzten": 0, "letzter": 0, "erster": 1, "zweiter": 2, "dritter": 3, "vierte": 4, "vierten": 4,
    "erste": 1, "ersten": 1, "zweite": 2, "zweiten": 2, "dritte": 3, "dritten": 3,
}
FIGURES = {
    "params":
        "parameter|parametern|parameteranzahl|parameterzahl|trainierbare parameter|trainierbaren parameter|"
        "freie parameter|lernbare parameter|parameter insgesamt|anzahl der parameter|anzahl parameter",
    "weights": "gewichte|gewichten|gewicht",
    "memory": "speicher|speicherbedarf|aktivierungen|speicherplatz",
    "receptive_field":
        "rezeptives feld|rezeptive feld|rezeptiven feldes|rezeptive felder|rezeptives feld der größe|"
        "rezeptiven felder|wahrnehmungsfeld",
    "macs":
        "multiplikationen|multiplikationsoperationen|multiply add operationen|mac operationen|"
        "multiplikationen und additionen",
    "neurons": "werte",
    "bytes": "byte|megabyte|kilobyte",
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
}
ATTRIBUTES = {
    "stride": "schrittweite|schrittweiten|schritt|schrittlänge|schrittgröße|stride von|schrittweite von",
    "padding":
        "auffüllung|polsterung|nullrand|rand|zero padding|nullen aufgefüllt|nullauffüllung|randauffüllung|"
        "nullen am rand|zero padding von|padding von|nullen müssen|nullen sind|nullen werden",
    "dilation": "dilatation|dilatationsrate|dilation von|dilatationsfaktor",
    "groups": "gruppen",
    "heads": "köpfe|köpfen",
}
MODIFIERS: dict[str, str] = {}
NUMBER_TYPES: dict[str, str] = {}
