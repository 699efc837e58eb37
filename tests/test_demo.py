from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.models import Comment, Decision, DiscussionSettings
from posts.models import Page, Post
from tests.factories import post_reply

pytestmark = pytest.mark.django_db


def counts():
    return {model: model.objects.count() for model in (Post, Page, Comment, Decision)}


def test_the_demo_has_a_dozen_posts_of_250_to_500_words_with_question_and_source():
    call_command("fill_demo", verbosity=0)

    posts = list(Post.objects.published())

    assert len(posts) == 12
    for post in posts:
        words = len(f"{post.standfirst} {post.body} {post.question}".split())
        assert 250 <= words <= 500, (post.slug, words)
        assert post.question.endswith("?")
        assert post.source.url
    assert len({post.standfirst.split()[0] for post in posts}) > 6


def test_the_demos_conversation_has_forty_replies_and_something_of_every_kind():
    call_command("fill_demo", verbosity=0)

    fates = Counter(Comment.objects.values_list("status", flat=True))
    why = {
        finding["rule"]
        for findings in Comment.objects.awaiting_moderation().values_list("findings", flat=True)
        for finding in findings
    }

    assert fates["approved"] >= 40
    assert fates["pending"] >= 5
    assert fates["spam"] >= 3
    assert fates["removed"] >= 1
    assert why >= {"first_time", "links", "watched_terms", "lookalike_name", "honeypot"}
    assert Comment.objects.approved().filter(depth__gte=4).exists()


def test_filling_again_changes_nothing_and_keeps_what_people_did(client):
    call_command("fill_demo", verbosity=0)
    DiscussionSettings.objects.update(links_limit=7)
    post_reply(client, Post.objects.published().first(), body="I was here.")
    Comment.objects.awaiting_moderation().first().approve(by=None)
    before = counts()

    call_command("fill_demo", verbosity=0)

    assert counts() == before
    assert Comment.objects.filter(body="I was here.").exists()
    assert DiscussionSettings.current().links_limit == 7


def test_everything_the_demo_tells_lies_in_the_past():
    call_command("fill_demo", verbosity=0)

    newest = Comment.objects.order_by("-submitted_at").first()
    latest = Decision.objects.order_by("-at").first()

    assert Post.objects.published().count() == Post.objects.count()
    assert newest.submitted_at < timezone.now()
    assert latest.at < timezone.now()
