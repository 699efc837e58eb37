import pytest


@pytest.fixture
def figure(request):
    """Notes a figure of this test, by its name, for the table of `make faults`."""

    def note(name, value):
        request.node.user_properties.append((name, value))

    return note
