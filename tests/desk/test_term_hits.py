"""What watched terms found, and what became of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, TermHit
from comments.watching.hits import with_hits
from tests.comments.scene import discuss, last_comment, watch
from tests.factories import make_comment, make_post, post_reply

pytestmark = pytest.mark.django_db


def test_a_hit_is_counted_by_what_became_of_it(client, moderator):
    discuss(flood_seconds=0)
    term, other = watch("casino"), watch("poker", effect="spam")
    post = make_post()
    for body in ("casino 1", "casino 2", "casino and poker"):
        post_reply(client, post, body=body)
    Comment.objects.get(body="casino 1").approve(by=moderator)

    found, other = with_hits([term, other])

    assert (found.found.number, found.found.approved, found.found.waiting) == (3, 1, 1)
    assert (other.found.number, other.found.spam) == (1, 1)
    assert found.found.last_at == TermHit.objects.latest("at").at or found.found.last_at


def test_the_pages_of_many_terms_ask_few_queries(desk, django_assert_max_num_queries):
    comment = make_comment()
    for number in range(60):
        TermHit.objects.create(term=watch(f"term{number}"), comment=comment)
    desk.get("/moderation/terms/")

    with django_assert_max_num_queries(14):
        page = desk.get("/moderation/terms/").content.decode()
    with django_assert_max_num_queries(14):
        listed = desk.get("/admin/comments/watchedterm/")

    assert page.count("1 approved") == 50
    assert "60 terms" in page
    assert "1 approved" in listed.content.decode()
    assert 'rel="next"' in page


def test_terms_are_found_by_what_they_are(desk):
    watch("casino", note="from a campaign")
    watch("spam.example", match="domain")
    watch("over", expires_at=timezone.now() - timedelta(days=1))

    def shown(query):
        return [term.pattern for term in desk.get(f"/moderation/terms/?{query}").context["terms"]]

    assert shown("") == ["spam.example", "casino"]
    assert shown("q=CAMPAIGN") == ["casino"]
    assert shown("match=domain") == ["spam.example"]
    assert shown("show=expired") == ["over"]
    assert shown("q=%00") == ["spam.example", "casino"]
    assert shown("page=99999999999999999999999") == ["spam.example", "casino"]


@pytest.mark.parametrize("query", ["match=nonsense", "show=all", "match=%00"])
def test_what_no_form_asks_for_is_not_there(desk, query):
    assert desk.get(f"/moderation/terms/?{query}").status_code == 404


def test_hostile_terms_are_text_on_every_page(desk):
    watch("<script>alert(1)</script>", note="<img src=x onerror=alert(2)>")

    for address in ("/moderation/terms/", "/admin/comments/watchedterm/"):
        page = desk.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_deleted_term_takes_its_hits_along_and_leaves_the_comment(client):
    term = watch("casino")
    post_reply(client, make_post(), body="casino")

    term.delete()

    assert TermHit.objects.count() == 0
    assert last_comment().status == "pending"
