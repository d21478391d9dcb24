"""The editor in a browser: what its page is told of a text, and the server that tells it to nobody else.

Its editor is CodeMirror as NiceGUI packs it, with a script of archcalc's own; of NiceGUI nothing else is used. Its own
element holds neither marks under words that follow the typing nor a completion that is asked for, and each of its
answers would pass through its socket and Vue once more.
"""
