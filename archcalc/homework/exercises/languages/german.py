"""German, of exercise sheets."""

from archcalc.homework.exercises.languages._german_fillers import FILLERS
from archcalc.homework.exercises.languages._german_settings import SETTINGS
from archcalc.homework.exercises.languages._number_words import GERMAN
from archcalc.homework.exercises.languages.terms._german_terms import (
    ATTRIBUTES,
    FIGURES,
    LAYERS,
    MODIFIERS,
    NUMBER_TYPES,
)

WORDS = {
    "filler": f"{FILLERS}|{SETTINGS}",
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
        "pro gate|je gate|"
        "pro gatter|je gatter|pro richtung|je richtung",
    "unread":
        "gleich wie|wie die erste|wie der erste|wie vorher|wie zuvor|wie oben|wie bei der ersten|genauso|ebenso|"
        "dieselben|dieselbe|denselben|derselben|die gleichen|die gleiche|den gleichen|der gleichen|gleichen|"
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
    "channels": "kanalzahl|kanalanzahl|kanäle|kanälen|kanal|farbkanäle|farbkanälen|farbkanal",
    "features in":
        "eingangskanäle|eingabekanäle|eingangskanälen|eingabekanälen|eingabemerkmale|eingangsmerkmale|"
        "eingangskanal",
    "units":
        "versteckten einheiten|versteckter zustand der größe|verborgene einheiten|"
        "größe des versteckten zustands|zustandsgröße|zustand der größe|zustandsdimension|"
        "versteckte neuronen|versteckten neuronen|verdeckte einheiten|verdeckten einheiten|versteckte einheiten|"
        "ausgabeeinheiten|zellen|ausgabeklassen|kategorien|neurone|"
        "neuronen|neuron|verdeckten neuronen|einheiten|einheit|klassen|ausgabeneuronen|ausgangsneuronen|knoten|"
        "verdeckte neuronen|ausgänge|ausgängen|hidden units",
    "size":
        "höhe und breite|höhe und die breite|höhe x breite|kantenlänge|räumliche größe|"
        "räumliche auflösung|"
        "größe|größen|dimension|dimensionen|form|abmessungen|breite und höhe",
    "input":
        "großen bild|bilds|eingabe der größe|merkmalskarten eingabe|aktivierungskarte|karte der größe|"
        "eingangsvektor|eingangssignal|farbbild der größe|"
        "eingabeneuronen|eingangsneuronen|eingabeneuron|als eingabe|als eingang|als eingabebild|"
        "eingabe|eingang|bild|eingabebild|eingabevolumen|eingabegröße|volumen|eingangsbild|bildes|eingänge|"
        "eingängen|eingaben|eingabevektor|vektor|feature map|eingabe feature map|merkmalskarte|tensor|"
        "eingabetensor|eingabematrix|karte|sequenz|eingabesequenz|signal|volumens|eingabevolumens|eingangsvolumen|"
        "eingabebildes|eingangsgröße|bildgröße",
    "on": "auf|angewendet auf|angewandt auf",
    "output":
        "volumen am ausgang|ausgabebild|ausgangsbild|am ausgang|ausgabegrößen|die ausgabe|ausgaben|ausgabekarten|"
        "ausgangsdimension|ausgangsdimensionen|ausgangsform|"
        "ausgabe|ausgang|ausgabegröße|ausgabevolumen|ausgabedimension|ausgangsgröße|größe der ausgabe|"
        "ergebnis|ergebnisses|ergebnisgröße|ausgabedimensionen|ausgabeform|ausgabe feature map|ausgabetensor|"
        "dimension der ausgabe|dimensionen der ausgabe|form der ausgabe|resultat|ergebnisvolumen|"
        "größe des ergebnisses|größe der ausgabe feature map|ausgabematrix|ausgangsvolumen|ausgabekarte|"
        "größe des ausgabevolumens",
    "gives":
        "macht|verringert|vermindert|halbiert|senkt|erhöht|vergrößert|ergibt|liefert|erzeugt|gibt|reduziert|"
        "verkleinert|abbildet|bildet|überführt|führt zu|verwandelt",
    "keeps":
        "die bildgröße gleich bleibt|bildgröße gleich bleibt|die größe gleich bleibt|größe gleich bleibt|"
        "größe erhalten bleibt|bildgröße erhalten bleibt|gleich groß|die größe erhält|größe beibehält|"
        "die auflösung erhält|unverändert bleiben|sich die größe nicht ändert|größe nicht ändert|gleiche größe|"
        "dieselbe größe|dieselbe größe wie die eingabe|die gleiche größe|gleiche größe wie die eingabe|"
        "nicht verändert|nicht ändert|gleich bleibt|gleich groß bleibt|erhält|bewahrt|beibehält|behält|erhalten "
        "bleibt|unverändert|beizubehalten|beibehalten|zu erhalten|"
        "bleibt gleich|unverändert lässt|bewahren|unverändert bleibt",
    "from": "von|aus",
    "to": "nach|auf die größe",
    "ask":
        "was für ein|was für eine|wie hoch|wie breit|wie lang|wie lang ist|wie groß sind|welche größe|"
        "wie hoch ist|wie lange|wie tief|welchem|"
        "welche|welcher|welches|welchen|was|wie|wie groß|wie groß ist|wie lautet",
    "many":
        "wieviel|wievielen|wie groß ist die anzahl der|gesamtzahl der|gesamtanzahl der|die gesamtzahl der|"
        "gesamtzahl|gesamtanzahl|anzahl aller|die zahl der|"
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
    "and":
        "sowie|"
        "bzw|bzw.|und",
    "or": "als|oder",
    "with": "mit|bei",
    "the most": "meisten|die meisten|am meisten|größten|höchste|höchsten|größte",
    "fewest": "wenigsten|die wenigsten|am wenigsten|kleinsten|kleinste|geringste|geringsten",
    "fewer": "weniger|kleiner|kleinere",
    "more": "mehr|größer|größere",
    "compare": "vergleiche|vergleichen",
    "batch":
        "mini batches von|batches von|batch mit|mini batch mit|minibatches von|mini batches mit|"
        "minibatch mit|batches der größe|batch der größe|mini batch der größe|mini batches der größe|"
        "batchgröße|stapel|stapelgröße|batch von|mini batch von|stapel von|minibatch von",
    "bias":
        "bias vektor|biasvektor|bias vektoren|biasvektoren|biasterm|bias term|bias terme|biasterme|bias wert|"
        "bias werte|biaswerten|verzerrung|schwellwerte|biaswerte",
    "with biases":
        "bias mitgezählt|biases mitgezählt|bias eingerechnet|mit bias|mit einem bias|inklusive bias term|"
        "mit bias termen|mit biastermen|bias mitgerechnet|biases mitgerechnet|einschließlich der bias werte|"
        "gewichte und biases|gewichte und bias|mit bias werten|mit biaswerten|"
        "einschließlich bias|inklusive bias|mit biases|einschließlich der biases|inklusive biases|inkl bias|"
        "inkl. bias|inkl biases|inkl. biases|einschließlich biases|mit bias gerechnet|samt bias|"
        "inklusive der biases|bias inklusive|einschließlich der bias|inklusive bias werte|"
        "inklusive bias parameter|einschließlich bias gewichte",
    "weights alone":
        "ohne die bias werte|bias ignoriert|biases ignoriert|bias wird ignoriert|biases werden ignoriert|"
        "biases nicht mitgezählt|ohne biases mitzuzählen|bias vernachlässigen|ohne bias werte|abgesehen vom bias|"
        "bias nicht mitgerechnet|"
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
    **GERMAN,
}
ORDINALS = {
    "letzte": 0, "letzten": 0, "letzter": 0, "erster": 1, "zweiter": 2, "dritter": 3, "vierte": 4, "vierten": 4,
    "erste": 1, "ersten": 1, "zweite": 2, "zweiten": 2, "dritte": 3, "dritten": 3,
}

__all__ = [
    "ATTRIBUTES", "COUNTS", "FIGURES", "LAYERS", "MODIFIERS", "NUMBER_TYPES", "ORDINALS", "WORDS",
]
