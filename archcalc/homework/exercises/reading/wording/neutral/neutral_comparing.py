"""Words of comparisons that change no number: what figures do, and what alternatives are called."""

NEUTRAL = """
increasing increased decreasing decreased divided divides multiplied multiplies divisé divisée rank takes take
stacked stack stacks grow grows growing shrink shrinks shrinking increase increases decrease decreases
reduce reduces reduced reduction drop drops fall falls rise rises happens happen become becomes change changes
variant variants both either ordinary plain colleague proposes montages montage diseño diseños hinblick einzelne
hintereinandergeschaltete successive successives seguidas classics classic opening suppose pick picks choose chooses
hesitates hesitate designer choice bottleneck correspond corresponds corresponde corresponden entfällt entfallen
revient revenir représente représentent entspricht ausmacht بعدد يحتوي تحتوي
belongs belong holds hold lies lie liegt liegen trouve está están se lowest terms express instead cheaper
wächst sinkt schrumpft erhöht verringert reduziert vergrößert augmente diminue réduit aumenta disminuye reduce
baja sube crece يزداد ينقص يقل يصبح
"""

CHANGES = ""
