"""Names that can't be told from a writer's at a glance are held; staff and others are not."""

import pytest

from comments.models import SignedName
from comments.rules.lookalike import lookalike_name
from posts.models import SiteIdentity
from tests.comments.afterwards import prover_of
from tests.comments.scene import browser, discuss, last_comment
from tests.factories import (
    make_author,
    make_comment,
    make_moderator,
    make_post,
    make_submission,
    make_user,
    post_reply,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_this_rule():
    discuss(holds_first_time=False, flood_seconds=0)


def known_author(email, name, **fields):
    """The browser of somebody who proved an address, and is known by a name under it."""
    make_comment(author_email=email, author_name=name, is_confirmed=True, **fields)
    return prover_of(email)


def why_held():
    return [finding["reason"] for finding in last_comment().findings]


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


# Confirmed authors -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["Ann Example", "ANN EXAMPLE", "Аnn Ехamplе", "Ann\u200bExample", "ΑΝΝ ΕΧΑΜΡLΕ", "ꓮnn Example",
     "Ann Example (author)", "The author Ann Example", "Ann Example, Admin of this site",
     "Official AnnExample ✓ verified", "Ann Example, the author"],
)  # fmt: skip
def test_a_name_like_a_known_authors_is_held(client, name):
    known_author("ann@example.org", "Ann Example")

    post_reply(client, make_post(), name=name)

    assert last_comment().status == "pending"
    assert why_held() == ["The name looks like that of a confirmed author."]


def test_the_finding_names_no_one_but_its_own_author(client):
    """Whoever is erased leaves no trace, and this isn't their comment."""
    known_author("ann@example.org", "Ann Example")

    post_reply(client, make_post(), name="ANN EXAMPLE", email="otto@example.org")

    told = str(last_comment().findings)
    assert "Ann Example" not in told
    assert "ann@example.org" not in told


def test_the_author_themselves_is_not_held():
    client = known_author("ann@example.org", "Ann Example")

    post_reply(client, make_post(), name="Ann Example", email="ann@example.org")

    assert last_comment().status == "approved"


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_an_address_under_which_nothing_was_approved_protects_no_name(client, status):
    known_author("ann@example.org", "Ann Example", status=status)

    post_reply(client, make_post(), name="Ann Example")

    assert last_comment().status == "approved"


def test_two_known_authors_may_have_one_name():
    known_author("ann@example.org", "Ann Example")
    other = known_author("another@example.org", "Ann Example")

    post_reply(other, make_post(), name="Ann Example", email="another@example.org")

    assert last_comment().status == "approved"


def test_but_the_second_is_known_by_it_only_when_a_moderator_has_let_them():
    """Remembered is what was signed; it was held for that very name."""
    known_author("ann@example.org", "Ann Example")
    other = known_author("otto@example.org", "Otto")

    for _time in range(2):
        post_reply(other, make_post(), name="Ann Example", email="otto@example.org")
        assert why_held() == ["The name looks like that of a confirmed author."]

    last_comment().approve(by=make_moderator())
    post_reply(other, make_post(), name="Ann Example", email="otto@example.org")
    assert last_comment().status == "approved"


def test_every_name_that_was_approved_under_an_address_stays_protected():
    ann = known_author("ann@example.org", "Ann Example")
    mallory = known_author("mallory@example.org", "Mallory")

    post_reply(ann, make_post(), name="A. Example", email="ann@example.org")
    assert last_comment().status == "approved"

    for name in ("Ann Example", "A. Example", "A Example (author)"):
        post_reply(mallory, make_post(), name=name, email="mallory@example.org")
        assert why_held() == ["The name looks like that of a confirmed author."]


def test_their_author_may_sign_with_any_of_them_as_they_write_it_today():
    ann = known_author("ann@example.org", "Ann Example")
    make_comment(author_email="ann@example.org", author_name="Ánn")
    ann = prover_of("ann@example.org", ann)

    for name in ("Ann Example", "ANN  EXAMPLE", "Ánn", "ann", "Ann Example (author)"):
        post_reply(ann, make_post(), name=name, email="ann@example.org")
        assert last_comment().status == "approved"


def test_a_name_of_before_the_address_was_confirmed_is_protected_too(client):
    make_comment(author_email="Carla@Example.org", author_name="Carla Vonn")

    prover_of("carla@example.org")
    post_reply(client, make_post(), name="Carla Vonn", email="mallory@example.org")

    assert why_held() == ["The name looks like that of a confirmed author."]


def test_so_is_one_that_a_moderator_approves_later(client):
    prover_of("carla@example.org")
    post_reply(browser(), make_post(), name="Carla Vonn", email="carla@example.org")
    last_comment().approve(by=make_moderator())

    post_reply(client, make_post(), name="Carla Vonn", email="mallory@example.org")

    assert why_held() == ["The name looks like that of a confirmed author."]


def test_what_is_taken_down_protects_its_name_no_more(client):
    prover_of("carla@example.org")
    post_reply(browser(), make_post(), name="Carla Vonn", email="carla@example.org")
    last_comment().approve(by=make_moderator())
    last_comment().mark_as_spam(by=make_moderator())

    post_reply(client, make_post(), name="Carla Vonn", email="otto@example.org")

    assert last_comment().status == "approved"


def test_a_name_in_greek_capitals_is_protected_either_way(client):
    known_author("niki@example.org", "ΝΙΚΗ")

    for name in ("Νίκη", "NIKH", "νικη"):
        post_reply(client, make_post(), name=name, email="otto@example.org")
        assert why_held() == ["The name looks like that of a confirmed author."]


def test_a_name_is_remembered_once_however_often_it_is_signed():
    ann = known_author("ann@example.org", "Ann Example")

    for _time in range(2):
        post_reply(ann, make_post(), name="Ann Example", email="ann@example.org")

    assert SignedName.objects.get().name == "Ann Example"


def test_what_an_address_that_nobody_confirmed_signs_is_not_remembered(client):
    post_reply(client, make_post(), name="Ann Example", email="ann@example.org")

    assert last_comment().status == "approved"
    assert not SignedName.objects.exists()


def test_titles_alone_are_no_ones_name(client):
    known_author("ann@example.org", "Ann")

    post_reply(client, make_post(), name="Author")

    assert last_comment().status == "approved"


@pytest.mark.parametrize("name", ["author" * 16, "theauthor" * 11, "rn" * 50, "admin" * 19 + "x"])
def test_a_name_full_of_titles_is_read_in_time(client, name):
    post_reply(client, make_post(), name=name)

    assert last_comment() is not None


def test_a_name_that_was_held_takes_no_ones_place():
    """The one that is remembered, and so protected, stays."""
    ann = known_author("ann@example.org", "Ann Example")
    make_author(display_name="Paula Roche")

    post_reply(ann, make_post(), name="Paula Roche", email="ann@example.org")
    post_reply(browser(), make_post(), name="Ann Example")

    assert why_held() == ["The name looks like that of a confirmed author."]
