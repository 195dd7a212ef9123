"""The window: thin, shows a phase, a script, a review; decides nothing."""
