"""How reps are made and strung together."""
