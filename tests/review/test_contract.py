"""The data other programs read: the page about it, its schema and what comes out say the same."""

import json
import math
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from app.review.account import Review
from app.review.finding import Certainty, Kind, Strictness, Verdict
from app.review.report import as_json, as_json_text
from app.script.lint import Advice, as_data
from tests.review.reviews import TEXT, clean, reviews, sample

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "contract.md").read_text(encoding="utf-8")
SCHEMA = json.loads((DOCS / "contract.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def example(which: int = 0) -> dict[str, object]:
    """Of a review; the second one of advice."""
    parsed = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[which])
    assert isinstance(parsed, dict)
    return parsed


def keys(value: object, path: str = "") -> set[str]:
    """Every key of a document, with the way to it; a list's entries share theirs."""
    if isinstance(value, dict):
        return {f"{path}.{key}".strip(".") for key in value}.union(
            *(keys(each, f"{path}.{key}".strip(".")) for key, each in value.items())
        )
    if isinstance(value, list):
        return set().union(*(keys(each, path) for each in value))
    return set()


def keys_of_schema(schema: dict[str, object], path: str = "") -> set[str]:
    properties = schema.get("properties", {})
    assert isinstance(properties, dict)
    found = {f"{path}.{key}".strip(".") for key in properties}
    for key, each in properties.items():
        found |= keys_of_schema(each, f"{path}.{key}".strip("."))
    items = schema.get("items")
    return found | (keys_of_schema(items, path) if isinstance(items, dict) else set())


def objects(schema: object) -> list[dict[str, object]]:
    if isinstance(schema, list):
        return [found for each in schema for found in objects(each)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if "properties" in schema and isinstance(schema.get("type"), str) else []
    return own + [found for each in schema.values() for found in objects(each)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_object_of_the_schema_wants_all_its_keys_and_no_other() -> None:
    assert len(objects(SCHEMA)) == 8
    for each in objects(SCHEMA):
        assert each["additionalProperties"] is False
        assert set(each["required"]) == set(each["properties"])  # type: ignore[call-overload]


def test_the_schema_knows_the_words_the_program_uses() -> None:
    findings = SCHEMA["properties"]["findings"]["items"]["properties"]
    assert set(findings["kind"]["enum"]) == set(Kind)
    assert set(findings["verdict"]["enum"]) == set(Certainty)
    assert set(SCHEMA["properties"]["verdicts"]["items"]["enum"]) == set(Verdict)
    assert set(SCHEMA["properties"]["script"]["properties"]["strictness"]["enum"]) == set(Strictness)


def test_the_example_of_the_page_holds_every_key_and_fits_the_schema() -> None:
    VALIDATOR.validate(example())
    assert keys(example()) == keys_of_schema(SCHEMA)


def test_the_example_is_what_the_program_says_of_that_review() -> None:
    assert example() == as_json(sample())
    assert f"```\n{TEXT}```" in PAGE


def test_the_example_of_advice_has_the_keys_the_program_gives() -> None:
    given = as_data([Advice("hedge", 0, 5, "What.", "Better.", "Who.")])
    assert keys(example(1)) == keys(given)
    assert example(1)["format"] == given["format"]


def test_the_page_explains_every_key() -> None:
    explained = set(re.findall(r"`([a-z_.\[\]]+)`", PAGE))
    names = {name.replace("[]", "") for name in explained}
    last = {part for name in names for part in name.split(".")}
    assert {key.rpartition(".")[2] for key in keys_of_schema(SCHEMA)} <= last


def test_the_page_explains_every_kind() -> None:
    for kind in Kind:
        assert f"| `{kind}` |" in PAGE


@settings(max_examples=150, deadline=None)
@given(reviews())
def test_every_review_fits_the_schema(review: Review) -> None:
    VALIDATOR.validate(as_json(review))


@settings(deadline=None)
@given(reviews())
def test_the_text_is_strict_json_and_says_the_same(review: Review) -> None:
    def refuse(constant: str) -> object:
        raise AssertionError(f"{constant} is no JSON")

    assert json.loads(as_json_text(review), parse_constant=refuse) == as_json(review)


def test_the_offsets_find_the_words_in_the_script() -> None:
    words = as_json(sample())["script"]["words"]  # type: ignore[index]
    assert all(TEXT[word["start"] : word["end"]] == word["text"] for word in words)


def test_seconds_are_rounded_to_a_thousandth() -> None:
    take = replace(sample().take, duration_s=11.123456, overrun_s=-0.0)
    shown = as_json(replace(sample(), take=take))["take"]
    assert shown["duration_s"] == 11.123  # type: ignore[index]
    assert math.copysign(1, shown["overrun_s"]) == 1  # type: ignore[index]


def test_exact_silence_has_a_level_that_json_can_hold() -> None:
    metrics = replace(sample().metrics, level_dbfs=-math.inf, peak_dbfs=-math.inf, noise_dbfs=-140.0)
    shown = as_json(replace(clean(), metrics=metrics))["metrics"]
    assert [shown[key] for key in ("level_dbfs", "peak_dbfs", "noise_dbfs")] == [-120, -120, -120]  # type: ignore[index]


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused_rather_than_reported(number: float) -> None:
    with pytest.raises(ValueError, match="no number"):
        as_json(replace(sample(), metrics=replace(sample().metrics, words_per_minute=number)))
    if number != -math.inf:
        with pytest.raises(ValueError, match="no number"):
            as_json(replace(sample(), metrics=replace(sample().metrics, peak_dbfs=number)))
