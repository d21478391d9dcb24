"""What commands answer besides a network's own table."""
