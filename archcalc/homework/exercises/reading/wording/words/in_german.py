"""German phrases as the reader of sentences takes them, where that is not what the catalogue says."""

PHRASES: dict[str, str] = {
    "colour:1": "mono|einkanalig",
    "colour:2": "stereo",
    "article":
        "genau ein|genau eine|genau einen|genau einem|genau einer|nur ein|nur einen|einem einzigen|"
        "einen einzigen|einer einzigen|eine einzige|ein einziger|ein einziges|ein|eine|einen|einem|einer|eines",
    "network":
        "netz|netzwerk|neuronales netz|faltungsnetz|modell|architektur|block|vollständig verbundenes netz|"
        "vollverbundenes netz|vollvernetztes netz|mehrschichtiges perzeptron|perzeptron|klassifikator|zweig|"
        "feedforward netz|wird gefaltet|gefaltet|faltet",
    "hidden:output":
        "die ausgabeschicht|der ausgabeschicht|die ausgangsschicht|ausgabeschicht|eine ausgabeschicht|"
        "einer ausgabeschicht|ausgangsschicht|eine ausgangsschicht",
    "layer noun": "schicht|ebene",
    "hidden":
        "verdeckte schicht|verdeckten schicht|verdeckte schichten|verdeckten schichten|versteckte schicht|"
        "versteckten schicht|versteckte schichten|versteckten schichten|verborgene schicht|verborgenen schicht",
    "total": "insgesamt|zusammen|in summe|alles in allem",
    "per": "pro wert|pro parameter|pro gewicht|pro aktivierung|je wert|je parameter",
    "attribute:features": "vektor von|vektor mit|vektor aus",
    "features":
        "eingängen|eingänge|eingaben|eingangskanäle|eingabekanäle|eingangsneuronen|eingabeneuronen|"
        "eingangsmerkmale|eingabemerkmale|eingangswerte|eingabewerte|eingangsdimension|eingabedimension|"
        "eingangstiefe|eingabetiefe|eingabevektoren|eingabevektoren der dimension|eingabevektor der dimension|"
        "eingabevektoren der länge|eingabevektor der länge|eingangs|eingabe neuronen",
    "filters": "filter|filtern|filter der größe|filtern der größe|filtern mit der größe",
    "channels:both":
        "ein und ausgangskanäle|ein und ausgabekanäle|eingangs und ausgangskanäle|eingabe und ausgabekanäle|"
        "kanäle rein und raus",
    "units": "neuronen|einheiten|versteckte neuronen|verdeckte neuronen|zellen",
    "units:output":
        "ausgängen|ausgänge|ausgangsneuronen|ausgabeneuronen|ausgabewerte|klassen|ausgabeklassen|kategorien",
    "kernel:pool": "pooling fenster|poolingfenster|pooling kernel|pooling größe",
    "no": "kein|ohne|ohne jegliches",
    "dimensional": "dimensional|dimensionale vektoren",
    "dimension": "dimension|dimensionen|der dimension",
    "gives": "entsteht|entstehen|ergibt|ergeben|liefert|erzeugt",
    "size word":
        "breite des|höhe des|breite der|höhe der|größe|der größe|von der größe|auflösung|kantenlänge|seitenlänge|"
        "ausmaße|abmessungen|große",
    "size word:length": "länge",
    "input": "startbild|merkmalskarte|karte|bild|pixel bild|ausschnitt",
    "keeps": "erhalten|gleich bleiben|nicht verändern",
    "without bias":
        "bias vernachlässigen|bias vernachlässigt|bias ignorieren|bias und batchnorm bleiben unberücksichtigt|"
        "bias bleibt unberücksichtigt|biaswerte vernachlässigen|bias nicht berücksichtigen",
    "with bias": "inklusive aller biaswerte|einschließlich aller biaswerte|samt biaswerten|samt bias",
    "figure:params":
        "gewichte und biases|gewichte und bias|gewichte und biaswerte|anzahl der trainierbaren parameter|"
        "gewichte und bias werte",
    "modifier:transposed": "transponierte",
    "modifier:separable": "separierbar|depthwise separierbar",
    "": "zusätzlich|mal|auf allen seiten|jegliches",
    "flag:bidirectional": "bidirektional|bidirektionale|bidirektionales",
    "with": "mit|bei",
    "ordinal:0": "die letzte schicht|der letzten schicht",
    "many": "wie viele|wie viel|anzahl|anzahl der",
}
"""Phrases by their sense, and by which of that kind: kind:name."""
SMALL_WORDS = (
    "der die das den dem des ein eine einen einem einer eines und mit wie viele viel ist sind hat wird "
    "werden auf von für ohne bei nach aus im zum zur welche welcher welches man sie es er wenn dann oder "
    "als kein keine berechnen berechne anzahl "
)
"""Words by which the language is known."""
LABELS = (
    "klausur|probeklausur|ws|ss|sose|wise|nr|aufgabe|teilaufgabe|übung|übungsblatt|"
    "übungsaufgabe|hausaufgabe|frage|blatt|serie|klausuraufgabe|beispiel"
)
"""What an exercise is called, before its number."""
POINTS = "p|pkt|punkte?"
"""What an exercise is worth."""
