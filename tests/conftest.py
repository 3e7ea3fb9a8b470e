"""Settings of all tests: property tests are repeatable in `make test` and search further in `make prove`."""

from collections.abc import Generator
from contextlib import chdir

import pytest
from hypothesis import HealthCheck, settings

from docgen.language import speaking
from tests.proof import FULL

settings.register_profile("test", deadline=None, derandomize=True, max_examples=100)
settings.register_profile(
    "prove", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("prove" if FULL else "test")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Every test begins in English and in the project's folder, wherever the one before it left off."""
    with speaking("en"), chdir(item.config.rootpath):
        return (yield)
