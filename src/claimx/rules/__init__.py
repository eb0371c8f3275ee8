"""Rules: reading and matching them, and the tools for those who write them."""
