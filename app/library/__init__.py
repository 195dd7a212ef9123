"""What is kept: messages, takes, reviews."""
