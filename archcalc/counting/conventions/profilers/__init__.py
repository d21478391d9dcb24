"""The conventions of tools that count a network which a framework holds."""
