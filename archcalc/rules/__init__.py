"""What operators are made of: attributes that parse themselves, the rules' values, windows, relations of shapes."""
