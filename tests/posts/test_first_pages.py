import pytest
from django.core.management import call_command

from posts.models import Page

pytestmark = pytest.mark.django_db


def test_a_new_site_has_the_pages_that_every_page_links_to(client):
    assert client.get("/pages/about/").status_code == 200
    assert client.get("/pages/privacy/").status_code == 200


def test_a_page_that_was_deleted_stays_away():
    Page.objects.filter(slug="about").delete()

    call_command("migrate", verbosity=0)

    assert not Page.objects.filter(slug="about").exists()


def test_what_an_editor_made_of_a_page_is_kept():
    Page.objects.get(slug="about").delete()
    Page.objects.create(slug="about", title="About us", body="Ours.")

    call_command("migrate", verbosity=0)

    assert Page.objects.get(slug="about").title == "About us"
