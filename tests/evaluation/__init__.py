"""How well the assistant understands, on voices that it never learnt from."""
