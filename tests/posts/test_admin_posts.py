import pytest
from django.contrib.auth.models import Permission

from posts.models import Post
from tests.factories import make_author, make_category, make_post, make_staff
from tests.posts.post_admin import ADD, LIST, TOMORROW, act_on_its_page, page_of, written

pytestmark = pytest.mark.django_db


def test_the_list_says_scheduled_in_words(client, editor):
    make_post(title="Later", published_at=TOMORROW)
    make_post(title="Not yet", status=Post.Status.DRAFT)

    page = client.get(LIST).content.decode()

    assert '<td class="field-state">Scheduled</td>' in page
    assert '<td class="field-state">Draft</td>' in page


@pytest.mark.parametrize("state", ["draft", "scheduled", "published"])
def test_the_list_is_filtered_by_what_editors_call_status(client, editor, state):
    make_post(title="draft", status=Post.Status.DRAFT)
    make_post(title="scheduled", published_at=TOMORROW)
    make_post(title="published")

    found = client.get(LIST, {"state": state}).context["cl"].result_list

    assert [post.title for post in found] == [state]


def test_the_list_is_filtered_by_author_category_and_tag(client, editor):
    category = make_category()
    wanted = make_post(title="wanted", categories=[category], tags=["one", "two"])
    make_post(categories=[category], tags=["one"])
    filters = {
        "author__id__exact": wanted.author.pk,
        "categories__id__exact": category.pk,
        "tagged_posts__tag__id__exact": wanted.tags.get(name="two").pk,
    }

    found = client.get(LIST, filters).context["cl"].result_list

    assert list(found) == [wanted]


@pytest.mark.parametrize("field", ["title", "standfirst", "question", "body"])
def test_the_list_is_searched_as_the_site_is(client, editor, field):
    make_post(**{field: "FÜHRUNG now"})
    make_post()

    found = client.get(LIST, {"q": "führung now"}).context["cl"].result_list

    assert len(found) == 1


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%25", "q=" + "a" * 9000, "state=lost", "p=-1", "p=x", "published_at__year=0",
     "tagged_posts__tag__id__exact=x", "author__id__exact=%00", "o=99", "e=1"],
)  # fmt: skip
def test_no_parameter_of_the_list_is_an_error(client, editor, query):
    make_post()

    answer = client.get(f"{LIST}?{query}", follow=True)

    assert answer.status_code == 200


def test_the_list_costs_the_same_with_one_post_and_with_ten(
    client, editor, django_assert_max_num_queries
):
    make_post(tags=["a"], categories=[make_category()])
    client.get(LIST)
    with django_assert_max_num_queries(100) as with_one:
        client.get(LIST)
    for number in range(9):
        make_post(tags=[f"tag {number}"], categories=[make_category()])

    with django_assert_max_num_queries(len(with_one)) as with_ten:
        client.get(LIST)

    assert not [query for query in with_ten if "body_html" in query["sql"]]


def test_the_list_names_categories_and_tags(client, editor):
    make_post(categories=[make_category(name="Work <b>")], tags=["two", "one"])

    page = client.get(LIST).content.decode()

    assert 'Work &lt;b&gt;<br><span class="quiet">' in page
    assert "two, one" in page or "one, two" in page


def test_an_editor_edits_everybodys_posts(client, editor):
    post = make_post(author=make_author(display_name="Somebody else"))

    answer = client.post(page_of(post), written(title="Mended", author=post.author.pk), follow=True)

    post.refresh_from_db()
    assert answer.status_code == 200
    assert (post.title, post.author.display_name) == ("Mended", "Somebody else")


def test_an_editor_deletes_nothing(client, editor):
    post = make_post()

    answer = client.post(f"/admin/posts/post/{post.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 403
    assert Post.objects.exists()


def test_who_may_only_look_sees_the_post_and_cannot_change_it(client):
    user = make_staff()
    user.user_permissions.add(Permission.objects.get(codename="view_post"))
    client.force_login(user)
    draft = make_post(status=Post.Status.DRAFT, tags=["seen"])

    seen = client.get(page_of(draft))
    changed = client.post(page_of(draft), written())
    act_on_its_page(client, "publish", draft)

    draft.refresh_from_db()
    assert (seen.status_code, changed.status_code) == (200, 403)
    assert draft.status == Post.Status.DRAFT


@pytest.mark.parametrize("address", [LIST, ADD])
def test_staff_without_rights_and_strangers_stay_outside(client, address):
    stranger = client.get(address)
    client.force_login(make_staff())
    staff = client.get(address)

    assert (stranger.status_code, staff.status_code) == (302, 403)


@pytest.mark.parametrize("kind", ["list", "add", "change"])
def test_nothing_in_the_pages_is_inline(client, editor, kind):
    post = make_post(tags=["one"])

    page = client.get({"list": LIST, "add": ADD, "change": page_of(post)}[kind]).content.decode()

    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page
    assert " onclick=" not in page
    assert 'nonce="' not in page
