"""What the database is asked."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def asked_by(action):
    """The statements that `action` sends, in order."""
    with CaptureQueriesContext(connection) as queries:
        action()
    return [query["sql"] for query in queries]


def asked_for(client, address):
    """The same for a page."""
    answers = []
    asked = asked_by(lambda: answers.append(client.get(address)))
    assert answers[0].status_code == 200
    return asked
