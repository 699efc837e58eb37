"""The smaller parts of the admin: categories, tags, authors, pages, the site, former addresses."""

import pytest

from posts.models import Author, Category, FormerAddress, Page, SiteIdentity, Tag
from tests.factories import make_author, make_category, make_editor, make_page, make_post, make_user

pytestmark = pytest.mark.django_db

KINDS = ["author", "category", "formeraddress", "page", "tag"]


def example(kind):
    post = make_post(tags=["one"], categories=[make_category()])
    FormerAddress.objects.create(path="/old/", leads_to="/tags/")
    page = make_page()
    return {
        "author": post.author,
        "category": Category.objects.get(),
        "formeraddress": FormerAddress.objects.get(),
        "page": page,
        "tag": Tag.objects.get(),
    }[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_and_form_opens_and_nothing_in_it_is_inline(admin_client, kind):
    thing = example(kind)

    for address in ("", "?q=a", "add/", f"{thing.pk}/change/", f"{thing.pk}/delete/"):
        answer = admin_client.get(f"/admin/posts/{kind}/{address}")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert not [sign for sign in (" style=", "<style", "<script>", " onclick=") if sign in page]


@pytest.mark.parametrize("kind", ["category", "tag", "author"])
def test_lists_count_posts(admin_client, kind):
    example(kind)

    page = admin_client.get(f"/admin/posts/{kind}/").content.decode()

    assert '<td class="field-number_of_posts">1</td>' in page


@pytest.mark.parametrize("kind", ["category", "tag", "author", "page"])
def test_what_has_a_page_can_be_viewed_on_the_site(admin_client, kind):
    thing = example(kind)

    answer = admin_client.get(f"/admin/posts/{kind}/{thing.pk}/change/")

    assert answer.context["absolute_url"] == thing.get_absolute_url()


def test_who_has_written_nothing_public_has_no_view_on_site(admin_client):
    author = make_author()

    answer = admin_client.get(f"/admin/posts/author/{author.pk}/change/")

    assert answer.context["has_absolute_url"] is False


@pytest.mark.parametrize(
    ("kind", "form", "model"),
    [
        ("category", {"name": "Work & Life", "description": ""}, Category),
        ("tag", {"name": "Work & Life", "description": ""}, Tag),
        ("page", {"title": "Work & Life", "body": "Text."}, Page),
    ],
)
def test_an_empty_slug_is_made(admin_client, kind, form, model):
    admin_client.post(f"/admin/posts/{kind}/add/", {"slug": "", **form})

    assert model.objects.filter(slug="work-life").exists()


def test_an_author_without_a_slug_gets_one_from_the_display_name(admin_client):
    form = {"user": make_user().pk, "display_name": "Ada L.", "slug": "", "bio": ""}

    admin_client.post("/admin/posts/author/add/", form)

    assert Author.objects.get().slug == "ada-l"


def test_an_author_with_posts_is_kept(admin_client):
    post = make_post()

    address = f"/admin/posts/author/{post.author.pk}/delete/"
    answer = admin_client.post(address, {"post": "yes"})

    assert answer.status_code == 200
    assert post.title in answer.content.decode()
    assert Author.objects.exists()


def test_the_site_has_one_identity_and_its_list_leads_to_it(admin_client):
    answer = admin_client.get("/admin/posts/siteidentity/", follow=True)

    assert answer.redirect_chain == [("/admin/posts/siteidentity/1/change/", 302)]
    assert answer.status_code == 200


def test_the_sites_name_is_changed_there(admin_client, client):
    SiteIdentity.current()

    form = {"name": "Our notes", "tagline": "", "footer_note": "© us"}
    admin_client.post("/admin/posts/siteidentity/1/change/", form)

    page = client.get("/").content.decode()
    assert "Our notes" in page
    assert "© us" in page


@pytest.mark.parametrize("action", ["add/", "1/delete/"])
def test_the_identity_is_neither_added_nor_deleted(admin_client, action):
    SiteIdentity.current()

    answer = admin_client.get(f"/admin/posts/siteidentity/{action}")

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path", ["old/", "//old/", "https://a.example/old/", "/old/?p=1", "/old/#x", "/%2Fold?/"]
)
def test_a_former_path_is_a_path_and_no_more(admin_client, path):
    form = {"path": path, "leads_to": "/tags/"}

    answer = admin_client.post("/admin/posts/formeraddress/add/", form)

    assert "path" in answer.context["adminform"].form.errors


@pytest.mark.parametrize("target", ["https://a.example/", "//a.example/", "/nowhere/", "/admin/"])
def test_a_former_address_leads_to_a_page_of_the_blog(admin_client, target):
    form = {"path": "/old/", "leads_to": target}

    answer = admin_client.post("/admin/posts/formeraddress/add/", form)

    assert "leads_to" in answer.context["adminform"].form.errors


def test_a_path_copied_from_the_browser_is_stored_in_letters(admin_client):
    form = {"path": "/f%C3%BChrung/", "leads_to": "/posts/not-there-yet/"}

    admin_client.post("/admin/posts/formeraddress/add/", form)

    assert FormerAddress.objects.get().path == "/führung/"


@pytest.mark.parametrize(
    ("kind", "status"),
    [("category", 200), ("tag", 200), ("page", 200), ("author", 403), ("siteidentity", 403),
     ("formeraddress", 403)],
)  # fmt: skip
def test_editors_see_what_editors_need(client, kind, status):
    client.force_login(make_editor())

    answer = client.get(f"/admin/posts/{kind}/", follow=True)

    assert answer.status_code == status
