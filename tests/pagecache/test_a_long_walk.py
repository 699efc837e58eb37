"""Anything may happen, in any order: no page is ever another than the one made anew."""

import random
from contextlib import suppress

import pytest
from django.contrib.auth.models import User

from comments.models import Comment, DiscussionSettings
from comments.purging import purge
from comments.submission import Refused, submit
from posts.models import Author, Category, Post, SiteIdentity, Tag
from tests.factories import make_category, make_comment, make_moderator, make_post, make_submission

STEPS = 50
PAGES = (
    ("/", ""), ("/posts/one/", ""), ("/posts/one/", "order=newest"), ("/posts/two/", ""),
    ("/posts/two/", "show=answers"), ("/tags/", ""), ("/tags/taste/", ""),
    ("/categories/talks/", ""), ("/feed/", ""), ("/posts/one/comments/feed/", ""),
)  # fmt: skip


class Walk:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.moderator = make_moderator()
        category = make_category(slug="talks")
        for slug in ("one", "two"):
            post = make_post(slug=slug, tags=["Taste"], categories=[category])
            for _ in range(2):
                make_comment(post=post, is_answer=True)
        DiscussionSettings.objects.update(threads_per_page=9, flood_seconds=0)
        self.steps = [getattr(self, name) for name in dir(self) if name.startswith("do_")]
        self.coming = []

    def step(self):
        """Each kind of step as often as any other, in an order of their own."""
        if not self.coming:
            self.coming = self.random.sample(self.steps, len(self.steps))
        self.coming.pop()()

    def some(self, rows):
        found = list(rows.order_by("pk"))
        return self.random.choice(found) if found else None

    def do_post(self):
        make_comment(post=self.some(Post.objects), is_answer=self.random.random() < 0.3)

    def do_answer(self):
        if parent := self.some(Comment.objects.approved()):
            make_comment(parent=parent)

    def do_submit(self):
        post = self.some(Post.objects)
        parent = self.some(Comment.objects.approved().filter(post=post))
        with suppress(Refused):
            submit(make_submission(post=post, parent=parent))

    def do_decide(self):
        if comment := self.some(Comment.objects):
            verb = self.random.choice(["approve", "mark_as_spam", "remove", "restore"])
            getattr(comment, verb)(by=self.moderator)

    def do_take_back(self):
        comment = self.some(Comment.objects)
        if comment and (last := comment.last_decision()):
            comment.take_back(last, by=self.moderator)

    def do_rewrite(self):
        if comment := self.some(Comment.objects.approved()):
            words = f"Other words {self.random.random()}"
            values = {"body": words, "body_html": f"<p>{words}</p>"}
            comment.rewrite(by=self.moderator, values=values)

    def do_pick(self):
        if comment := self.some(Comment.objects.approved()):
            comment.pick(is_picked=not comment.is_picked)

    def do_purge(self):
        Comment.objects.filter(status__in=["spam", "removed"]).update(
            submitted_at="2020-01-01T00:00:00Z"
        )
        Comment.decisions.rel.related_model.objects.update(at="2020-01-01T00:00:00Z")
        purge()

    def do_file(self):
        post = self.some(Post.objects)
        self.random.choice([post.tags.add, post.tags.remove])("Taste", "Craft")

    def do_name(self):
        rows = self.random.choice([Author, Category, Tag, SiteIdentity]).objects
        field = "display_name" if rows.model is Author else "name"
        if row := self.some(rows):
            rows.filter(pk=row.pk).update(**{field: f"Name {self.random.random()}"})

    def do_publish(self):
        post = self.some(Post.objects)
        post.withdraw() or post.publish()

    def do_set(self):
        newest_first = DiscussionSettings.objects.get().shows_newest_first
        DiscussionSettings.objects.update(shows_newest_first=not newest_first)

    def do_dismiss(self):
        User.objects.update(is_staff=self.random.random() < 0.5)


@pytest.mark.parametrize("seed", range(2))
def test_no_page_is_ever_another_than_the_one_made_anew(reader, seed):
    walk, compared = Walk(seed), 0
    for step in range(STEPS):
        walk.step()
        for path, query in PAGES:
            made = len(reader.made)
            answer = reader.ask(path, query)
            if len(reader.made) == made:  # it was kept, in the belief that it still holds
                compared += 1
                assert answer.body == reader.fresh(path, query).body, (step, path, query)

    assert compared > STEPS
