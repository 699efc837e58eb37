"""A thousand terms, and only those tried that can match: none is missed, whatever is typed."""

from types import SimpleNamespace
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.models import WatchedTerm
from comments.rules.term_index import TermIndex, Watched
from comments.rules.term_matchers import MATCHERS, Searched
from comments.rules.watched_terms import terms_in_force, watched_terms
from comments.submission import Submission
from tests.comments.scene import watch
from tests.factories import make_submission

LETTERS = "abcXß.éа🎲&;#x\u200b *_\\<>/-1"
PATTERNS = st.text(LETTERS, min_size=1, max_size=5)
HOSTS = st.sampled_from(["a.test", "b.a.test", "straße.test", "strasse.test", "xn--strae-oqa.test"])
NETWORKS = st.sampled_from(["192.0.2.0/24", "192.0.2.1", "192.0.0.0/9", "2001:db8::/32", "::/0"])
ADDRESSES = st.sampled_from(["ann@a.test", "A.nn+x@a.test", "bob@b.a.test"])
TERMS = st.one_of(
    st.tuples(st.sampled_from(["word", "substring"]), PATTERNS),
    st.tuples(st.sampled_from(["host", "domain"]), HOSTS),
    st.tuples(st.just("network"), NETWORKS),
    st.tuples(st.just("address"), ADDRESSES),
)


@settings(max_examples=300, deadline=None)
@given(
    terms=st.lists(TERMS, max_size=12, unique=True), body=st.text(LETTERS, max_size=40),
    host=HOSTS, email=ADDRESSES,
    ip_address=st.sampled_from(["192.0.2.1", "192.3.4.5", "2001:db8::7", None]),
    few=st.sampled_from([0, 40]),
)  # fmt: skip
def test_the_index_finds_what_trying_each_finds(terms, body, host, email, ip_address, few):
    subject = SimpleNamespace(
        author_name="Ann", author_email=email, author_url=f"https://{host}/", body=body,
        body_html=f'<p>{body}</p><a href="http://www.{host}/">x</a>', user_agent="",
        ip_address=ip_address,
    )  # fmt: skip
    terms = [Watched(pk, pattern, match, "hold") for pk, (match, pattern) in enumerate(terms)]
    searched = Searched(subject)

    with patch("comments.rules.term_index.FEW", few):
        found = TermIndex(iter(terms)).found_in(searched)

    each = {term: MATCHERS[term.match](term.pattern, searched) for term in terms}
    assert dict(found) == {term: spans for term, spans in each.items() if spans}


@pytest.mark.django_db
def test_what_changed_counts_for_the_next_reply_in_every_process():
    submission = make_submission(body="casino and poker")
    assert watched_terms(submission) is None

    term = watch("casino")
    assert watched_terms(submission).terms == (term.pk,)

    WatchedTerm.objects.update(pattern="poker", effect="spam")
    assert watched_terms(submission).verdict.name == "SPAM"

    WatchedTerm.objects.all().delete()
    assert watched_terms(submission) is None


@pytest.mark.django_db
def test_terms_are_put_in_order_once_and_asked_for_in_one_query(django_assert_num_queries):
    for number in range(30):
        watch(f"term{number}")
    first = terms_in_force()

    with django_assert_num_queries(1):
        assert terms_in_force() is first
    with django_assert_num_queries(1):
        assert watched_terms(make_submission_of("nothing of that")) is None


def make_submission_of(body):
    return Submission(post=None, body=body, policy=None)
