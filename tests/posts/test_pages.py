import pytest

from posts.models import Page
from tests.factories import make_page

pytestmark = pytest.mark.django_db


def test_a_page_shows_its_text_as_markup(client):
    page = make_page(title="About <us>", body="## Who\n\n*We* are.")

    shown = client.get(page.get_absolute_url()).content.decode()

    assert "About &lt;us&gt;" in shown
    assert '<h2 id="s-who">Who</h2>' in shown
    assert "<em>We</em> are." in shown


def test_saving_only_the_body_saves_its_markup_too():
    page = make_page()

    Page.objects.update_or_create(slug=page.slug, defaults={"body": "*New*"})

    page.refresh_from_db()
    assert page.body_html == "<p><em>New</em></p>\n"
