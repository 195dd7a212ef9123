"""What the terminal program's commands do."""
