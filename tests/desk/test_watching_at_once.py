"""Two moderators who watch for the same at the same moment."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from comments.models import WatchedTerm
from comments.watching.adding import add
from tests.factories import make_moderator


@pytest.mark.django_db(transaction=True)
def test_the_same_term_is_added_once_and_both_are_told():
    moderators = [make_moderator(), make_moderator()]
    ready, told = Barrier(2), []

    def press(by, effect):
        wanted = [WatchedTerm(pattern=name, match="word", effect=effect) for name in ("b", "a")]
        ready.wait()
        told.append(add(wanted, by=by))
        connection.close()

    threads = [
        Thread(target=press, args=pair) for pair in zip(moderators, ("hold", "spam"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(told) == 2
    assert set(WatchedTerm.objects.values_list("pattern", "effect")) == {
        ("a", "spam"),
        ("b", "spam"),
    }
