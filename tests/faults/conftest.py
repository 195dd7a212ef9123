"""What the tests of faults share."""

from collections.abc import Callable

import pytest

from tests.faults.matrix import held_against


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Asserts that the user was told what the test's mark says."""
    mark = request.node.get_closest_marker("fault")
    return held_against(mark.args[1])
