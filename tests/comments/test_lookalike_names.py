"""Names that can't be told at a glance from a writer's, the staff's or the site's are held."""

import pytest

from comments.rules.lookalike import lookalike_name
from posts.models import SiteIdentity
from tests.comments.names import known_author, why_held
from tests.comments.scene import browser, last_comment
from tests.factories import (
    make_author,
    make_moderator,
    make_post,
    make_submission,
    make_user,
    post_reply,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("firsts_appear")]


@pytest.mark.parametrize(
    "name",
    ["Paula Roche", "paula roche", "PAULA ROCHE", "Pаula Rосhe", "Рaula Roche", "Paula\u200bRoche",
     "Pau\u00adla Roche", "Paula  Roche", "Paula_Roche", "Paula-Roche!", "Pául̃a Röche",
     "Ｐａｕｌａ Ｒｏｃｈｅ", "𝐏𝐚𝐮𝐥𝐚 𝐑𝐨𝐜𝐡𝐞", "Pau1a R0che", "PauIa Roche", "Pau|a Roche",
     "Ρaula Rοche", "paula r0che",
     "\u202ePaula Roche", "Paula Roche\u2800", "PaulaRoche", "P&#97;ula Roche", "Paula Roϲhe",
     "Pauła Røche", "ᴘᴀᴜʟᴀ ʀᴏᴄʜᴇ", "Ꮲaula Roche", "pa\u0336ula roche",
     "\u0301" * 200 + "Paula Roche",
     "ΡAULA ROCΗE", "ꓑꓮꓴꓡꓮ ꓣꓳꓚꓧꓰ", "Ⲣaula Rⲟche", "Pauǀa R०che", "🅿aula Roche",
     "Paula Rochə", "PΛULΛ ROCHE", "ᑭaula ᖇoche", "Рɑυlа Rοсհе",
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
     "Paula Roche-Meyer", "The author", "Edith", "Adminah", "Author", "Notes", "The", "Site",
     "A Writer", "Ana Staff", "Staffan", "Teamo", "Ed Editorial", "Νίκος", "Μάρα", "佐藤サトル"],
)  # fmt: skip
def test_another_name_is_not(client, name):
    make_author(display_name="Paula Roche")

    post_reply(client, make_post(), name=name)

    assert last_comment().status == "approved"


@pytest.mark.parametrize(
    "name",
    ["Admin", "ADMINISTRATOR", "moderator", "Staff", "Editor", "Web-Master", "Аdmіn", "ᴀᴅᴍɪɴ",
     "A d m i n", "Adm1n", "\u200bAdmin", "Μoderator", "ꓮdmin", "Admin team", "AdminTeam",
     "The Admin", "Site Admin", "Site-Admins", "a moderator", "An Editor of this blog", "The Team",
     "Support", "Official Support", "Mentoring Admin", "Notes Staff", "Staff & Editors"],
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


def test_it_costs_three_queries_however_many_there_are(django_assert_num_queries):
    for _ in range(3):
        make_author()
        known_author("ann@example.org", "Ann")
    SiteIdentity.current()
    submission = make_submission(author_name="Otto")

    with django_assert_num_queries(3):
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


# More than one alphabet ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Βob", "Otto Мüller", "Нans", "Ꭰora"])
def test_a_name_that_mixes_alphabets_is_held_whoever_it_is_like(client, name):
    post_reply(client, make_post(), name=name)

    assert last_comment().status == "pending"
    assert why_held() == ["The name mixes alphabets."]


def test_nor_may_a_known_author_sign_so():
    client = known_author("otto@example.org", "Otto")

    post_reply(client, make_post(), name="Оtto", email="otto@example.org")

    assert why_held() == ["The name mixes alphabets."]


@pytest.mark.parametrize("name", ["Σωκράτης", "Анна Smith", "ᏣᎳᎩ", "山田タロー", "김민수 Kim"])
def test_names_of_any_one_alphabet_are_welcome(client, name):
    post_reply(client, make_post(), name=name)

    assert last_comment().status == "approved"


# Staff who write no posts ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Mona Keller", "МОNА  KЕLLЕR", "Mona Keller, Moderator"])
def test_a_name_like_a_staff_members_is_held(client, name):
    make_moderator(first_name="Mona", last_name="Keller")

    post_reply(client, make_post(), name=name)

    assert why_held() == ["The name looks like that of Mona Keller."]


@pytest.mark.parametrize(
    "fields",
    [{"is_staff": False}, {"is_staff": True, "is_active": False}, {"is_staff": True}],
    ids=["reader", "former", "unnamed"],
)
def test_other_accounts_names_are_anybodys(client, fields):
    named = {} if fields == {"is_staff": True} else {"first_name": "Mona", "last_name": "Keller"}
    make_user(username="mona", **fields, **named)

    for name in ("Mona Keller", "mona"):
        post_reply(client, make_post(), name=name)
        assert last_comment().status == "approved"


# Titles ------------------------------------------------------------------------------------------


def test_titles_alone_are_no_ones_name(client):
    known_author("ann@example.org", "Ann")

    post_reply(client, make_post(), name="Author")

    assert last_comment().status == "approved"


@pytest.mark.parametrize("name", ["author" * 16, "theauthor" * 11, "rn" * 50, "admin" * 19 + "x"])
def test_a_name_full_of_titles_is_read_in_time(client, name):
    post_reply(client, make_post(), name=name)

    assert last_comment() is not None
