"""PyTorch modules of the kind people write, with the inputs that they take."""
