"""The sound of a rep: microphone, take, level."""
