"""A number that no database holds, in the address of an admin list: a way back, no error."""

import pytest

from tests.comments.scene import browser
from tests.factories import make_staff

pytestmark = pytest.mark.django_db
LONG = "9" * 30
LISTS = [
    "comments/comment", "comments/notification", "comments/watchedterm", "comments/subscription",
    "posts/post", "posts/author", "posts/category", "posts/tag", "posts/page",
    "posts/formeraddress",
]  # fmt: skip


@pytest.fixture
def staff():
    return browser(make_staff("Moderators", "Editors", is_superuser=True))


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("lookup", ["id__in", "pk__in"])
def test_ids_of_thirty_digits_lead_back_to_the_list(staff, name, lookup):
    response = staff.get(f"/admin/{name}/?{lookup}=1,{LONG}", follow=True)

    assert response.status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_asked_so_by_a_form_it_is_no_error_either(staff, name):
    form = {"action": "", "_selected_action": [LONG]}

    response = staff.post(f"/admin/{name}/?id__in={LONG}", form, follow=True)

    assert response.status_code == 200


@pytest.mark.parametrize(
    "asked",
    ["comment/?author_name__contains=%00", "notification/?email__contains=a%00b",
     "watchedterm/?note__contains=a%00", "subscription/?q=a%00b"],
)  # fmt: skip
def test_a_nul_leads_back_to_the_list(staff, asked):
    assert staff.get(f"/admin/comments/{asked}", follow=True).status_code == 200


def test_ids_that_there_may_be_are_still_looked_up(staff):
    response = staff.get("/admin/comments/comment/?id__in=1,2&status=all")

    assert response.status_code == 200
    assert list(response.context["cl"].result_list) == []
