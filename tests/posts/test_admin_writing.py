import pytest
from django.contrib.admin.models import LogEntry

from posts.models import Author, FormerAddress, Post
from tests.factories import make_author, make_category, make_post
from tests.posts.post_admin import ADD, TOMORROW, errors_of, messages_of, page_of, written

pytestmark = pytest.mark.django_db


def test_an_editor_writes_a_post(client, editor):
    category = make_category()

    client.post(ADD, written(title="Über uns", categories=[category.pk], tags="a, b c"))

    post = Post.objects.get()
    assert (post.title, post.slug, post.status) == ("Über uns", "über-uns", "draft")
    assert set(post.tags.names()) == {"a", "b c"}
    assert list(post.categories.all()) == [category]


def test_a_post_without_an_author_is_by_who_writes_it_under_their_full_name(client, editor):
    client.post(ADD, written())

    author = Post.objects.get().author
    assert author.user == editor
    assert (author.display_name, author.slug) == ("Ada Lovelace", "ada-lovelace")


def test_looking_at_the_form_makes_no_author(client, editor):
    answer = client.get(ADD)

    assert answer.status_code == 200
    assert not Author.objects.exists()


def test_who_has_an_author_finds_it_chosen(client, editor):
    author = make_author(user=editor)

    form = client.get(ADD).context["adminform"].form

    assert form.initial["author"] == author.pk


def test_two_posts_of_one_title_get_addresses_of_their_own(client, editor):
    client.post(ADD, written())
    client.post(ADD, written())

    assert set(Post.objects.values_list("slug", flat=True)) == {"new-post", "new-post-2"}


def test_a_slug_that_another_post_has_is_refused(client, editor):
    make_post(slug="taken")

    answer = client.post(ADD, written(slug="taken"))

    assert "slug" in errors_of(answer)


def test_publishing_without_a_date_publishes_now(client, editor):
    client.post(ADD, written(status="published"))

    assert Post.objects.get().is_published


def test_a_date_in_the_future_is_said_to_schedule_the_post(client, editor):
    form = written(
        status="published",
        published_at_0=f"{TOMORROW:%Y-%m-%d}",
        published_at_1="08:00",
    )

    answer = client.post(ADD, form, follow=True)

    assert Post.objects.get().is_scheduled
    assert any("“New post” is scheduled" in message for message in messages_of(answer))


@pytest.mark.parametrize("year", ["0024", "1899", "3000", "9999"])
def test_a_year_that_must_be_a_slip_is_refused(client, editor, year):
    form = written(published_at_0=f"{year}-05-01", published_at_1="08:00")

    answer = client.post(ADD, form)

    assert "published_at" in errors_of(answer)


@pytest.mark.parametrize(
    "address", ["ftp://example.org/talk", "javascript:alert(1)", "http://[::1"]
)
def test_a_source_must_be_a_web_address(client, editor, address):
    answer = client.post(ADD, written(source_url=address))

    assert "source_url" in errors_of(answer)


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "x" * 201), ("title", "a\0b"), ("body", "x" * 100_001), ("body", "a\0b"),
     ("standfirst", "x" * 1001), ("standfirst", ""), ("slug", "no spaces"), ("slug", "x" * 101),
     ("status", "lost"), ("published_at_0", "soon"), ("categories", "99")],
)  # fmt: skip
def test_what_does_not_fit_is_said_so(client, editor, field, value):
    answer = client.post(ADD, written(**{field: value}))

    assert field.removesuffix("_0") in errors_of(answer)
    assert not Post.objects.exists()


def test_an_editor_can_neither_write_as_somebody_else_nor_take_their_post(client, editor):
    """Whose post it is decides who reads its waiting replies, addresses and all."""
    theirs = make_post()

    client.post(ADD, written(title="Mine", slug="mine", author=theirs.author.pk))
    client.post(page_of(theirs), written(author=Post.objects.get(slug="mine").author.pk))

    assert Post.objects.get(slug="mine").author.user == editor
    assert Post.objects.get(pk=theirs.pk).author == theirs.author


def test_everything_that_fits_exactly_is_taken(client, editor):
    form = written(title="ü" * 200, body="😀" * 100_000, standfirst="é" * 1000, slug="日" * 100)

    client.post(ADD, form)

    assert Post.objects.get().slug == "日" * 100


def test_a_new_slug_of_a_public_post_keeps_the_old_address_alive(client, editor):
    post = make_post(slug="führung", author=make_author(user=editor))

    client.post(
        page_of(post), written(slug="leadership", author=post.author.pk, status="published")
    )

    former = FormerAddress.objects.get()
    assert (former.path, former.leads_to) == ("/posts/führung/", "/posts/leadership/")
    assert client.get("/posts/führung/").status_code == 301


def test_the_longest_slugs_are_remembered_too(client, editor):
    post = make_post(slug="日" * 100, author=make_author(user=editor))
    form = written(slug="本" * 100, author=post.author.pk, status="published")

    client.post(page_of(post), form)

    post.refresh_from_db()
    answer = client.get(f"/posts/{'日' * 100}/")
    assert answer.headers["Location"] == post.get_absolute_url()


def test_a_title_has_one_line(client, editor):
    client.post(ADD, written(title="One\r\nBcc: all@example.org\t two"))

    assert Post.objects.get().title == "One Bcc: all@example.org two"


def test_a_new_slug_of_a_draft_leaves_no_trace(client, editor):
    post = make_post(status=Post.Status.DRAFT)

    client.post(page_of(post), written(slug="other", author=post.author.pk))

    post.refresh_from_db()
    assert post.slug == "other"
    assert not FormerAddress.objects.exists()


def test_saving_a_form_that_nobody_touched_changes_no_tags(client, editor):
    post = make_post(tags=["deep work", "Führung"])
    shown = client.get(page_of(post)).context["adminform"].form["tags"].value()
    text = ", ".join(tag.name for tag in shown)

    client.post(page_of(post), written(author=post.author.pk, tags=text, slug=post.slug))

    assert "Tags" not in LogEntry.objects.latest("pk").get_change_message()
    assert set(post.tags.names()) == {"deep work", "Führung"}
