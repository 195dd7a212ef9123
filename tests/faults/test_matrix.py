"""The page of faults is what the tests say."""

from tests.faults.matrix import PAGE, faults, page


def test_the_page_of_faults_is_made_from_the_tests_as_they_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
    assert len({what for what, _, _ in faults()}) == len(list(faults()))
