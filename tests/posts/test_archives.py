from datetime import date

import pytest
from django.test import override_settings
from django.utils import timezone

from tests.factories import make_post

pytestmark = pytest.mark.django_db


def make_posts(*moments):
    for moment in moments:
        make_post(published_at=timezone.datetime.fromisoformat(moment))


def test_the_archive_counts_posts_by_year_and_month(client):
    make_posts("2023-12-31T10:00Z", "2024-03-01T10:00Z", "2024-03-30T10:00Z", "2024-05-01T10:00Z")

    years = client.get("/archive/").context["years"]

    assert years == [
        (2024, [(date(2024, 5, 1), 1), (date(2024, 3, 1), 2)]),
        (2023, [(date(2023, 12, 1), 1)]),
    ]


def test_a_post_belongs_to_the_month_of_the_sites_own_clock(client):
    make_posts("2023-12-31T23:30Z")

    with override_settings(TIME_ZONE="Europe/Berlin"):
        timezone.deactivate()
        years = client.get("/archive/").context["years"]
        answer = client.get("/archive/2024/1/")

    assert years == [(2024, [(date(2024, 1, 1), 1)])]
    assert answer.status_code == 200


def test_the_archive_of_an_empty_blog_is_a_page(client):
    answer = client.get("/archive/")

    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["2024", "2024/3", "2024/03"])
def test_years_and_months_list_their_posts(client, path):
    make_posts("2024-03-01T10:00Z", "2022-03-01T10:00Z")

    page = client.get(f"/archive/{path}/").context["page"]

    assert [post.published_at.year for post in page] == [2024]


def test_months_know_their_first_day(client):
    make_posts("2024-03-31T10:00Z")

    answer = client.get("/archive/2024/3/")

    assert answer.context["month"] == date(2024, 3, 1)


@pytest.mark.parametrize(
    "path",
    ["0", "0000", "0001", "9999", "10000", "99999999999", "-1", "²⁰²⁴", "2023", "2024/0", "2024/13",
     "2024/2", "2024/003", "2024/99999999999", "2024/3/1", "2024/x", "1e3", "%00"],
)  # fmt: skip
def test_years_and_months_without_posts_are_not_found(client, path):
    make_posts("2024-03-01T10:00Z")

    answer = client.get(f"/archive/{path}/")

    assert answer.status_code == 404


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])
@pytest.mark.parametrize("year", ["0002", "9998"])
def test_the_first_and_last_years_exist_in_every_time_zone(client, zone, year):
    with override_settings(TIME_ZONE=zone):
        timezone.deactivate()
        answer = client.get(f"/archive/{year}/")

    assert answer.status_code == 404


def test_a_year_of_long_ago_has_an_address(client):
    make_posts("0024-05-01T10:00Z")

    page = client.get("/archive/")

    assert page.status_code == 200
    assert "/archive/0024/" in page.content.decode()
