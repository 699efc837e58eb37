import pytest

from tests.factories import make_editor


@pytest.fixture
def editor(client, db):
    """An editor without an author yet, signed in."""
    user = make_editor(first_name="Ada", last_name="Lovelace", username="secret-login")
    client.force_login(user)
    return user
