"""What an exercise tells: layers, and the numbers that belong to them."""
