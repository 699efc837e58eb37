"""Names that can't be told from a writer's at a glance are held; staff and others are not."""

import pytest

from comments.rules.lookalike import lookalike_name
from posts.models import SiteIdentity
from tests.comments.scene import browser, discuss, last_comment
from tests.factories import make_author, make_post, make_submission, post_reply

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_this_rule():
    discuss(holds_first_time=False)


@pytest.mark.parametrize(
    "name",
    ["Paula Roche", "paula roche", "PAULA ROCHE", "Pаula Rосhe", "Рaula Roche", "Paula\u200bRoche",
     "Pau\u00adla Roche", "Paula  Roche", "Paula_Roche", "Paula-Roche!", "Pául̃a Röche",
     "Ｐａｕｌａ Ｒｏｃｈｅ", "𝐏𝐚𝐮𝐥𝐚 𝐑𝐨𝐜𝐡𝐞", "Pau1a R0che", "PauIa Roche", "Pau|a Roche",
     "Ρaula Rοche", "paula r0che",
     "\u202ePaula Roche", "Paula Roche\u2800", "PaulaRoche", "P&#97;ula Roche", "Paula Roϲhe",
     "Pauła Røche", "ᴘᴀᴜʟᴀ ʀᴏᴄʜᴇ", "Ꮲaula Roche", "pa\u0336ula roche",
     "\u0301" * 200 + "Paula Roche",
     "Paula Roche (author)", "Paula Roche, Admin", "Moderator Paula Roche", "official PaulaRoche",
     "PAULA ROCHE - ЕDITOR", "Paula Roche ✓ verified"],
)  # fmt: skip
def test_a_name_like_a_writers_is_held(client, name):
    make_author(display_name="Paula Roche")

    post_reply(client, make_post(), name=name)

    comment = last_comment()
    assert comment.status == "pending"
    assert [finding["rule"] for finding in comment.findings] == ["lookalike_name"]
    assert comment.findings[0]["reason"] == "The name looks like that of Paula Roche."


@pytest.mark.parametrize(
    "name",
    ["Paula", "Roche", "Paul Roche", "Paula Rocher", "Pavla Roche", "日本", "Анна", "Ärzte",
     "Paula Roche-Meyer", "The author", "Edith", "Adminah", "Author", "Notes"],
)  # fmt: skip
def test_another_name_is_not(client, name):
    make_author(display_name="Paula Roche")

    post_reply(client, make_post(), name=name)

    assert last_comment().status == "approved"


@pytest.mark.parametrize(
    "name",
    ["Admin", "ADMINISTRATOR", "moderator", "Staff", "Editor", "Web-Master", "Аdmіn", "ᴀᴅᴍɪɴ",
     "A d m i n", "Adm1n", "\u200bAdmin"],
)  # fmt: skip
def test_a_name_that_is_a_role_is_held(client, name):
    post_reply(client, make_post(), name=name)

    comment = last_comment()
    assert comment.status == "pending"
    assert comment.findings[0]["reason"] == "The name is that of a role on this site."


@pytest.mark.parametrize("name", ["Evening Readers", "EVENING READERS", "Evening-Readers Team"])
def test_a_name_like_the_sites_is_held(client, name):
    SiteIdentity.objects.update_or_create(
        pk=SiteIdentity.ONLY, defaults={"name": "Evening Readers"}
    )

    post_reply(client, make_post(), name=name)

    comment = last_comment()
    assert comment.status == "pending"
    assert comment.findings[0]["reason"] == "The name looks like that of Evening Readers."


def test_it_costs_two_queries_however_many_write(django_assert_num_queries):
    for _ in range(3):
        make_author()
    SiteIdentity.current()
    submission = make_submission(author_name="Ann")

    with django_assert_num_queries(2):
        assert lookalike_name(submission) is None


def test_names_in_other_alphabets_are_compared_too(client):
    make_author(display_name="Анна Петрова")

    post_reply(client, make_post(), name="АННА  петрова")

    assert last_comment().status == "pending"


def test_a_writer_whose_name_has_no_letters_is_like_nobody(client):
    make_author(display_name="***")

    post_reply(client, make_post(), name="!!!")

    assert last_comment().status == "approved"


def test_the_writer_is_not_held():
    author = make_author(display_name="Paula Roche")

    post_reply(browser(author.user), make_post(author=author))

    comment = last_comment()
    assert comment.author_name == "Paula Roche"
    assert comment.status == "approved"
