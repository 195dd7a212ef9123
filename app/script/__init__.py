"""What was meant: the script, its words and every way they may be said."""
