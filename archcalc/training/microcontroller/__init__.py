"""A network on a microcontroller: flash for its weights, and an arena of memory for its activations."""
