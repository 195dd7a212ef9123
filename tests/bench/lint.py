"""How right the advice on a message is: recall and precision of each rule, and how many good messages are left alone.

python -m tests.bench.lint                  on the half that nobody made the rules on: the figures to state
python -m tests.bench.lint --tuning         on the other
python -m tests.bench.lint --show           what was false and what was missed there
python -m tests.bench.lint --show-report    the same of the report half: whoever has looked may no longer tune on it
"""

import argparse
from collections.abc import Sequence

from app.script.lint import lint
from tests.bench.lint_messages import messages
from tests.bench.lint_scoring import mistakes, score, table


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench lint", formatter_class=argparse.RawTextHelpFormatter)
    parser.description = __doc__
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--tuning", action="store_true", help="the half to make the rules better on")
    which.add_argument("--show", action="store_true", help="the same, with what was false and what was missed")
    which.add_argument("--show-report", action="store_true", help="the report half, with what was false and missed")
    chosen = parser.parse_args(argv)
    half = "tuning" if chosen.tuning or chosen.show else "report"
    scores = [score(message, lint(message.drafted())) for message in messages(half)]
    if chosen.show or chosen.show_report:
        print(mistakes(scores), end="\n\n")
    good = sum(each.message.good for each in scores)
    print(f"The {half} half: {good} good messages, {len(scores) - good} with faults\n\n{table(scores)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
