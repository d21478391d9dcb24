"""What an exercise asks for, and what may be doubted of it."""
