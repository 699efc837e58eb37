"""What a reader's words find, and in which order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from posts.search.asked import for_fts5, for_tsquery
from posts.search.letters import fold, runs_of
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def found(client, query):
    return [post.title for post in client.get("/search/", {"q": query}).context["page"]]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Simplicity", "simpl"), ("Café crème", "cafe"), ("Cafe creme", "Crème"),
        ("今日は日本語の話です", "日本"), ("今日は日本語の話です", "話"), ("ภาษาไทยง่าย", "ไทย"),
        ("Всё просто", "ПРОСТО"), ("Learning C++, at last", "c++"), ("Up 100%", "100%"),
        ("A snake_case name", "snake_case"), ("A snake_case name", "snake_cas"),
        ("Don’t panic", "don't"), ("Don't panic", "don’t"), ("Go is AI", "go"),
        ("Self-taught", "self-taught"), ("“Quoted”", "quoted"), ("Well—known", "known"),
        ("Nice😀work", "😀"), ("ＡＢＣ", "ＡＢＣ"), ("हिन्दी में", "हिन्दी"),
    ],
)  # fmt: skip
def test_a_word_is_found(client, title, query):
    make_post(title=title)
    make_post(title="Other")

    assert found(client, query) == [title]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Learning C at last", "c++"), ("Up 1000", "100%"), ("A b", "a_b"), ("Goal", "go"),
        ("語本日", "日本"), ("Complexity", "plex"), ("Anything", "—"),
    ],
)  # fmt: skip
def test_something_else_is_not(client, title, query):
    make_post(title=title)

    assert found(client, query) == []


def test_a_title_counts_most_then_message_and_question_then_the_body(client):
    make_post(title="In the body", body="Taste.")
    make_post(title="In the question", question="Taste?")
    make_post(title="Taste", published_at=timezone.now() - timedelta(days=900))

    assert found(client, "taste") == ["Taste", "In the question", "In the body"]


def test_a_whole_word_comes_before_the_beginning_of_one(client):
    make_post(title="Art", published_at=timezone.now() - timedelta(days=900))
    make_post(title="Artificial")

    assert found(client, "art") == ["Art", "Artificial"]


def test_of_equals_the_newest_comes_first(client):
    for age in (3, 1, 2):
        moment = timezone.now() - timedelta(days=age)
        make_post(title=f"Taste {age}", published_at=moment)

    assert found(client, "taste") == ["Taste 1", "Taste 2", "Taste 3"]


def test_what_is_in_too_many_posts_says_so(client, monkeypatch):
    monkeypatch.setattr("posts.search.found.FOUND_AT_MOST", 2)
    for _post in range(3):
        make_post(title="Taste")

    answer = client.get("/search/", {"q": "taste"})

    assert len(answer.context["page"]) == 2
    assert "More than 2 posts" in answer.content.decode()


def test_what_stands_together_is_one_run():
    assert [[piece.text for piece in run] for run in runs_of("a_b—c 日本")] == [
        ["a", "_", "b"], ["c"], ["日", "本"],
    ]  # fmt: skip


def test_the_databases_are_asked_for_the_same():
    words = ["simple", "C++", 'a"b']

    assert for_fts5(words) == '"simple" * AND "C + +" AND "a "" b"'
    assert for_tsquery(words) == "'simple':* & 'c+' & '++' & 'a\"' & '\"b'"


@pytest.mark.parametrize(("text", "bare"), [("Führung", "fuhrung"), ("ΟΔΟΣ", "οδοσ"), ("ﬁ", "fi")])
def test_accents_and_capitals_are_folded(text, bare):
    assert fold(text) == bare
