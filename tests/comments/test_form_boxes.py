"""The boxes about mail, the Markdown help, and what else the form offers."""

import pytest

from comments.forms.reply import MARKDOWN_SHOWN
from comments.markdown import render_comment
from comments.models import Comment, Notification, Subscription
from tests.comments.reading import Elements, Form
from tests.comments.scene import browser, discuss
from tests.factories import make_moderator, make_post, make_user, post_reply

pytestmark = pytest.mark.django_db

BOXES = ["notify", "confirm"]


def form_of(client):
    return client.get(f"{make_post().get_absolute_url()}reply/")


def controls(response):
    """Names of the form's fields and buttons, in the order of the Tab key."""
    form = response.content.decode().partition('id="reply"')[2].partition("</form>")[0]
    elements = Elements(form).all
    return [
        attributes.get("name", "")
        for tag, attributes in elements
        if tag in {"input", "textarea", "button"}
        and attributes.get("type") != "hidden"
        and attributes.get("tabindex") != "-1"
        and "hidden" not in attributes
        and attributes.get("class") != "text"  # in the template of the draft's line
    ]


def test_the_order_is_the_one_of_reading(client):
    assert controls(form_of(client)) == [
        "is_answer", "body", "name", "email", "url", "save_my_name", "notify", "confirm", "",
        "preview",
    ]  # fmt: skip


def test_the_boxes_are_empty_until_ticked(client):
    assert Form(form_of(client)).ticked == set()


@pytest.mark.parametrize("box", BOXES)
def test_without_an_address_nobody_can_be_mailed(client, box):
    discuss(requires_name_and_email=False)

    response = post_reply(client, make_post(), name="", email="", **{box: "on"})

    assert response.status_code == 422
    assert Form(response).errors == ["email"]
    assert Form(response).ticked == {box}
    assert "To mail you, we need your address here." in response.content.decode()
    assert not Comment.objects.exists()


def test_an_address_that_is_required_anyway_is_asked_for_once(client):
    response = post_reply(client, make_post(), email="", notify="on", confirm="on")

    assert response.context["form"].errors["email"] == ["This field is required."]


@pytest.mark.parametrize("box", BOXES)
def test_with_an_address_a_box_stands_in_nobodys_way(client, box):
    assert post_reply(client, make_post(), **{box: "on"}).status_code == 303


def test_whoever_is_signed_in_may_be_mailed_and_needs_no_confirming():
    page = form_of(browser(make_user(first_name="Una")))

    assert set(BOXES) & set(controls(page)) == {"notify"}


def test_an_account_without_an_address_is_offered_no_mail():
    page = form_of(browser(make_user(first_name="Una", email="")))

    assert not set(BOXES) & set(controls(page))


def test_staff_who_tick_it_follow_at_once_and_are_mailed_no_link():
    moderator = make_moderator()

    post_reply(browser(moderator), make_post(), notify="on")

    assert Subscription.objects.confirmed().get().email == moderator.email
    assert not Notification.objects.exists()


def test_each_help_is_named_by_its_field(client):
    page = Elements(form_of(client).content.decode())

    described = {
        identifier
        for _tag, attributes in page.all
        for identifier in attributes.get("aria-describedby", "").split()
    }
    assert described == {"id_body_helptext", "id_notify_helptext", "id_confirm_helptext"}
    assert described <= {attributes.get("id") for _tag, attributes in page.all}


def test_the_markdown_help_shows_what_the_renderer_makes(client):
    page = form_of(client).content.decode()

    for source in MARKDOWN_SHOWN:
        assert f'<td class="text">{render_comment(str(source))}</td>' in page


def test_the_post_page_and_the_forms_own_page_show_one_form(client):
    post = make_post()

    on_post = controls(client.get(post.get_absolute_url()))
    alone = controls(client.get(f"{post.get_absolute_url()}reply/"))

    assert on_post == alone
