"""Printed figures of papers and lectures: read, computed, judged."""
