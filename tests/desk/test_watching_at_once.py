"""Two moderators who watch for the same at the same moment."""

from functools import partial

import pytest

from comments.models import WatchedTerm
from comments.watching.adding import add
from tests.at_once import at_once
from tests.factories import make_moderator


@pytest.mark.django_db(transaction=True)
def test_the_same_term_is_added_once_and_both_are_told():
    moderators = [make_moderator(), make_moderator()]

    def press(by, effect):
        return add([WatchedTerm(pattern=n, match="word", effect=effect) for n in ("b", "a")], by=by)

    told = at_once(partial(press, moderators[0], "hold"), partial(press, moderators[1], "spam"))

    assert len(told) == 2
    assert set(WatchedTerm.objects.values_list("pattern", "effect")) == {
        ("a", "spam"),
        ("b", "spam"),
    }
