"""Review the sample's takes with the model that comes along: `python tools/sample/review.py`. After make.py, and
whenever the rules have changed: tests/test_cli_check.py says when."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.audio.sound import open_sound
from app.library.draft import draft_of
from app.library.review_json import review_text
from app.places import find_places
from app.practice.coach import open_coach
from app.recognition.models import open_model
from app.review.finding import Strictness
from app.review.review import Rules
from app.script.script import read
from app.settings import Settings


def main() -> None:
    places = find_places(os.environ)
    sample = places.assets / "sample"
    script = draft_of(read(sample / "script.txt").text).script()
    coach = open_coach(open_model(places.starter_model), places)
    prepared = coach.prepare(script)
    rules = Rules(script.limit_s or Settings().limit_s, Strictness.MEANING, Settings())
    for path in sorted(sample.glob("take-*.flac")):
        with open_sound(path) as sound:
            review = coach.check(prepared, sound, rules)
        text = review_text(review).replace(str(path), path.name)
        path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
        print(f"{path.name}: {len(review.findings)} findings")


if __name__ == "__main__":
    main()
