"""How long is waited between attempts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.messages.sending.backoff import backoff

JITTER = st.floats(0, 1)


@pytest.mark.req("COM-10")
@given(st.integers(1, 10_000), JITTER, st.floats(0.1, 600), st.floats(600, 86_400))
def test_the_wait_stays_within_its_bounds(attempt, jitter, first, most):
    waited = backoff(attempt, jitter, first=first, most=most)
    assert first / 2 <= waited <= most


@given(st.integers(1, 30), JITTER, JITTER)
def test_two_attempts_later_the_wait_is_never_shorter(attempt, before, after):
    short = backoff(attempt, before, first=30, most=3600)
    assert backoff(attempt + 2, after, first=30, most=3600) >= min(short, 1800)


@given(st.integers(1, 30), JITTER, st.floats(0, 1e9))
def test_what_the_gateway_asks_for_is_granted_up_to_the_most(attempt, jitter, asked):
    waited = backoff(attempt, jitter, first=30, most=3600, asked=asked)
    assert min(asked, 3600) <= waited <= 3600
