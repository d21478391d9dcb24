"""PyTorch's automatic mixed precision: which operators work in 16 bits, and what is converted for them."""
