"""Settings of all tests: property tests are repeatable in `make test` and search further in `make prove`."""

from hypothesis import HealthCheck, settings

from tests.proof import FULL

settings.register_profile("test", deadline=None, derandomize=True, max_examples=100)
settings.register_profile(
    "prove", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("prove" if FULL else "test")
