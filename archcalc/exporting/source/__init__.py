"""A graph as a program: modules as classes with parameters, repeats as loops; no framework's words are known here."""
