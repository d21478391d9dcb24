"""What papers and lectures print: how it is read, computed, and judged."""
