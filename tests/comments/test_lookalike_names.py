"""Names that can't be told from a writer's at a glance are held; staff and others are not."""

import pytest

from tests.comments.scene import browser, discuss, last_comment
from tests.factories import make_author, make_post, post_reply

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
     "\u202ePaula Roche", "Paula Roche\u2800", "PaulaRoche", "P&#97;ula Roche", "Paula Roϲhe"],
)  # fmt: skip
def test_a_name_like_a_writers_is_held(client, name):
    make_author(display_name="Paula Roche")

    post_reply(client, make_post(), name=name)

    comment = last_comment()
    assert comment.status == "pending"
    assert [finding["rule"] for finding in comment.findings] == ["lookalike_name"]
    assert comment.findings[0]["reason"] == "The name looks like that of Paula Roche."


@pytest.mark.parametrize(
    "name", ["Paula", "Roche", "Paul Roche", "Paula Rocher", "Pavla Roche", "日本", "Анна", "Ärzte"]
)
def test_another_name_is_not(client, name):
    make_author(display_name="Paula Roche")

    post_reply(client, make_post(), name=name)

    assert last_comment().status == "approved"


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
