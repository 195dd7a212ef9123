"""How long a script takes, numbers counted by the words they are spoken with."""

from app.script.script import Script

USUAL_WPM = 150.0  # where nobody has spoken yet: the middle of the pace band


def spoken_before(script: Script) -> tuple[int, ...]:
    """How many words are spoken before each script word; at the end, how many there are: “$1,200” is three."""
    counts = [0] * (len(script.words) + 1)
    for arc in script.readings.plain():
        counts[arc.last] += 1
    for i in range(1, len(counts)):
        counts[i] += counts[i - 1]
    return tuple(counts)
