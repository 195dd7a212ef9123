"""200 reps of the real program are killed with kill -9 at seeded moments; after each restart their takes are there.

`python3 dev.py soak kills [COUNT [FIRST SEED]]`. Ten at a time, with one library and real PortAudio between them.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.faults.kills import PHASES, Killed, Killing
from tests.faults.nursery import Nursery
from tests.virtual_microphone import VirtualMicrophone, missing

AT_ONCE = 10
SHORT_S = 0.5


def main(arguments: list[str]) -> int:
    """1 where a take is lost, double, too short or has no review in the end."""
    if missing():
        print(missing(), file=sys.stderr)
        return 2
    count, first = int(arguments[0]) if arguments else 200, int(arguments[1]) if arguments[1:] else 0
    reps: list[Killed] = []
    with tempfile.TemporaryDirectory() as name, VirtualMicrophone() as virtual, Nursery(virtual, Path(name)) as nursery:
        killing = Killing(virtual, nursery, Path(name))
        for seed in range(first, first + count, AT_ONCE):
            reps += killing.kill(range(seed, min(seed + AT_ONCE, first + count)))
            print(f"{len(reps)} of {count} killed, {len(broken(reps))} broken", file=sys.stderr)
        unheard = [each for each in reps if each.takes and not each.is_reviewed]
        mute = [each for each in unheard if "words a minute" not in killing.review(each)]
        litter = killing.litter()
    for phase in PHASES:
        of = [each for each in reps if each.phase == phase]
        spoken = [each for each in of if each.spoken_s > 0]
        shortest = max((each.short_s for each in spoken), default=0.0)
        starved = max((each.starved_s for each in spoken), default=0.0)
        print(
            f"{phase:12} {len(of):4} killed, {len(spoken):4} of them after “go”; at most {shortest:.2f} s short"
            f" (of processor time they missed up to {starved:.2f} s)"
        )
    print(f"reviewed before they died: {sum(each.is_reviewed for each in reps)}; as offered: {len(unheard)}")
    for each in broken(reps):
        print(f"BROKEN  {each}")
    for each in mute:
        print(f"NO REVIEW  {each}")
    print(f"left beside the takes: {dict(Counter(Path(each).suffix for each in litter)) or 'nothing'}")
    return 1 if broken(reps) or mute or litter else 0


def broken(reps: list[Killed]) -> list[Killed]:
    """Lost, double or too short."""
    return [each for each in reps if each.takes > 1 or each.short_s > SHORT_S]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
