"""Values of a volume computed once more, in float64, by their definition: what a run is held against."""
