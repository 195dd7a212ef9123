"""What was heard: Vosk, the bent language graph, models, transcripts."""
