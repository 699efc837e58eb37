import pytest

from tests.factories import make_post

pytestmark = pytest.mark.django_db


def found(client, query, **more):
    answer = client.get("/search/", {"q": query, **more})
    assert answer.status_code == 200
    return [post.title for post in answer.context["page"]]


@pytest.mark.parametrize("field", ["title", "standfirst", "question", "body"])
def test_a_word_is_found_wherever_it_stands(client, field):
    make_post(**{"title": "Wanted", field: "Wanted: simplicity."})
    make_post(title="Other")

    titles = found(client, "SIMPLICITY")

    assert len(titles) == 1
    assert titles[0].startswith("Wanted")


def test_every_word_must_be_there(client):
    make_post(title="Simple made easy")
    make_post(title="Simple")

    titles = found(client, "easy simple")

    assert titles == ["Simple made easy"]


@pytest.mark.parametrize("query", ["führung", "FÜHRUNG", "Führung", "fÜHrung", "fu\u0308hrung"])
@pytest.mark.parametrize("title", ["Führung heute", "führung heute", "FÜHRUNG heute"])
def test_capitals_do_not_matter_in_any_language(client, query, title):
    make_post(title=title)

    titles = found(client, query)

    assert titles == [title]


@pytest.mark.parametrize("sign", ["%", "_", "'", '"', "\\", "100%", "a_b", "--", "日本", "😀"])
def test_signs_mean_themselves(client, sign):
    make_post(title=f"With {sign} in it")
    make_post(title="Without")

    titles = found(client, sign)

    assert titles == [f"With {sign} in it"]


@pytest.mark.parametrize("query", ["", "   ", "\t\n", "\0", "\u3000"])
def test_without_a_word_nothing_is_searched(client, query):
    make_post()

    answer = client.get("/search/", {"q": query})

    assert answer.status_code == 200
    assert answer.context["query"] == ""
    assert len(answer.context["page"]) == 0


def test_searching_without_any_query_is_the_form(client):
    answer = client.get("/search/")

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "query",
    ["a" * 10_000, "a " * 5_000, "ü " * 5_000, "\0a\0", "\ufffe\uffff", "\u202e", "'" * 300,
     "%" * 300, "\\" * 300, "<script>alert(1)</script>", "a\r\nb", "((((", "[a-z]*", "ﬁ ß İ ı ŉ"],
)  # fmt: skip
def test_no_query_is_an_error(client, query):
    make_post()

    answer = client.get("/search/", {"q": query})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "raw", ["%00", "%ED%A0%80", "%FF", "%", "%zz", "a&q=b", "[]=a", "a%0d%0ab"]
)
def test_no_bytes_are_an_error(client, raw):
    answer = client.get(f"/search/?q={raw}")

    assert answer.status_code == 200


def test_what_is_too_long_is_cut_and_the_page_shows_what_was_searched(client):
    answer = client.get("/search/", {"q": "one two three four five six seven eight nine"})

    assert answer.context["query"] == "one two three four five six seven eight"


def test_the_words_are_kept_from_page_to_page(client):
    for _post in range(11):
        make_post(title="Deep & wide")

    first = client.get("/search/", {"q": "deep & wide"})
    second = found(client, "deep & wide", page=2)

    assert "q=deep+%26+wide&amp;page=2" in first.content.decode()
    assert second == ["Deep & wide"]
