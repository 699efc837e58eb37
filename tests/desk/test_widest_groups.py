"""A campaign whose words vary is one, by what all of it has in common."""

import pytest

from comments.desk.campaigns import Group, grouped
from comments.models import Comment
from tests.factories import make_comment

pytestmark = pytest.mark.django_db
OFFER = "A certificate in coaching without the long waiting, see https://evil.example/{} for more"


def items(*comments):
    """The groups on a page of them, as (by, ids), and the ids of the others."""
    rows = list(Comment.objects.filter(pk__in=[one.pk for one in comments]).order_by("pk"))
    return [
        (item.by, [row.pk for row in item.rows]) if isinstance(item, Group) else item.pk
        for item in grouped(rows)
    ]


def waiting(body, **fields):
    return make_comment(status="pending", body=body, **fields)


def test_who_says_it_in_other_words_belongs_to_it_where_all_lead_to_one_host():
    odd = waiting("Dear all! https://evil.example/x")
    alike = [waiting(OFFER.format(number)) for number in range(3)]

    assert items(odd, *alike) == [("host", [odd.pk, *(one.pk for one in alike)])]


def test_what_is_alike_stays_together_where_only_some_of_it_has_more_in_common():
    alike = [waiting(OFFER.format(number), network=f"n{number}") for number in range(2)]
    neighbours = [waiting(f"Well, {number}.", network="n0") for number in range(3)]

    assert items(*alike, *neighbours) == [
        ("text", [one.pk for one in alike]),
        ("network", [one.pk for one in neighbours]),
    ]
