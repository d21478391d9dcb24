"""Matrix products over features."""
