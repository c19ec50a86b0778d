"""Special things meet: for every pair of them there is a story here, or a sentence why the pair cannot be.

A complex case of the counter in Chengdu, received on Wednesday 18 November 2026 (late entry: received on Monday 16), so
that the law gives 30 days: to the end of 18 (16) December. What happens, in this order, as far as the pair has it:

    18 Nov  entered or imported, linked to what it repeats, confirmed; a deputy of the province's head is named and acts
    19 Nov  an outside appraisal begins (pause), to the 24th: 5 days; the bank's contact grades it; it is dispatched
    20 Nov  a second filing is received by the province and merged; graded anew; the order is urged; the owner must keep
            out, and whoever the case passes to goes on; it is referred to the committee
    23 Nov  the committee rules, and it is executed
    25 Nov  the limit is extended by 30 days, with approval, and told
    26 Nov  new facts are received: 30 days anew, to the end of 26 December; the same day the customer accepts, and says
            at the callback that the result is not accepted after all: 30 days anew
    27 Nov  decided, and told on 30 November; reviewed on the request of 10 December: 30 days, to the end of 9 January
    11 Dec  withdrawn

All dates are counted by hand from these.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.complaints.special_ends import PAIRS, ended, expected_end, limits
from tests.complaints.special_things import CANNOT_BE, THINGS, Story

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLO-08", "CLK-05", "FLW-10", "INT-13", "AUT-06")]


@pytest.mark.parametrize("pair", PAIRS, ids=" meets ".join)
def test_what_happens_where_two_special_things_meet(actor, pair):
    story = Story(actor, pair)
    story.tell()
    expected_end(story)
    if story.has("withdrawal"):
        ended(story)
    else:
        limits(story)


def test_every_pair_has_its_story_or_a_sentence_why_it_cannot_be():
    told = {frozenset(pair) for pair in PAIRS}
    assert told | set(CANNOT_BE) == {frozenset(pair) for pair in combinations(THINGS, 2)}
    assert all(len(why) > 20 for why in CANNOT_BE.values())
