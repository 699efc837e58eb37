import pytest
from django import forms

from posts.admin.tags_field import TagsField
from posts.models import Tag
from tests.factories import make_editor, make_post

pytestmark = pytest.mark.django_db

ADD = "/admin/posts/post/add/"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("python, deep work", ["deep work", "python"]),
        ("deep work", ["deep work"]),
        (" a ,, b,", ["a", "b"]),
        ("a, A, a", ["A"]),
        ("two\n lines,  wide   space", ["lines", "two", "wide space"]),
        ("Führung, 日本, C++, \"quoted\"", ['"quoted"', "C++", "Führung", "日本"]),
        (", ,", []),
        ("", []),
    ],
)  # fmt: skip
def test_tags_are_separated_by_commas_and_nothing_else(typed, names):
    cleaned = TagsField(required=False).clean(typed)

    assert cleaned == names


def test_a_tag_in_other_capitals_is_the_tag_that_exists():
    make_post(tags=["Führung", "Python"])

    names = TagsField().clean("FÜHRUNG, python, new")

    assert names == ["Führung", "Python", "new"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("fine, " + "x" * 101, "“xxxxxxxxxxxxxxxxxxxx…” is longer than 100 characters."),
        (", ".join(str(number) for number in range(31)), "A post has at most 30 tags."),
        ("a\x07b", "a character that can’t be seen"),
        ("a\0b", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_a_tag_is_said_so(typed, said):
    with pytest.raises(forms.ValidationError) as refused:
        TagsField().clean(typed)

    assert said in refused.value.messages[0]


@pytest.mark.parametrize(
    ("data", "changed"), [("b, a", False), ("a", True), ("", True), ("A, b", False), ("\0", True)]
)
def test_only_another_set_of_tags_is_a_change(data, changed):
    post = make_post(tags=["a", "b"])

    assert TagsField(required=False).has_changed(list(post.tags.all()), data) is changed


def test_a_disabled_field_never_changes():
    assert TagsField(disabled=True).has_changed([], "a") is False


def test_tags_are_suggested_most_used_first(client):
    make_post(tags=["common", "rare"])
    make_post(tags=["common"])
    client.force_login(make_editor())

    page = client.get(ADD).content.decode()

    assert '<option value="common"><option value="rare"></datalist>' in page
    assert "Most used: common, rare." in page


def test_without_tags_there_is_nothing_to_suggest(client):
    client.force_login(make_editor())

    page = client.get(ADD).content.decode()

    assert '_suggestions"></datalist>' in page
    assert "Most used" not in page


def test_the_suggestions_are_completed_by_a_module(client):
    client.force_login(make_editor())

    page = client.get(ADD).content.decode()

    assert '<script src="/static/posts/tag-suggestions.js" type="module">' in page


def test_a_post_shows_its_tags_as_they_are_typed(client):
    post = make_post(tags=["Führung", "deep work", '<i> "x"'])
    client.force_login(make_editor())

    page = client.get(f"/admin/posts/post/{post.pk}/change/").content.decode()

    assert 'value="&lt;i&gt; &quot;x&quot;, deep work, Führung"' in page


def test_what_was_typed_is_kept_when_something_else_is_wrong(client):
    client.force_login(make_editor())

    page = client.post(ADD, {"title": "", "tags": "first, second"}).content.decode()

    assert 'value="first, second"' in page


def test_a_tags_name_holds_no_comma(client, admin_user):
    client.force_login(admin_user)

    answer = client.post("/admin/posts/tag/add/", {"name": "a, b", "slug": "", "description": ""})

    assert "name" in answer.context["adminform"].form.errors
    assert not Tag.objects.exists()
