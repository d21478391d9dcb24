"""Stories: sentences that tell of layers one after another, and one that asks; whatever verbs and order they choose."""
