"""What a network reads, and what passes on."""
