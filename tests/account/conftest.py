import pytest


@pytest.fixture
def _rows_wait(settings):
    """Rows wait for the worker, which a test calls by hand."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
