"""Questions of exercises, and what may be doubted of them."""
