from django.apps import AppConfig


class RunningConfig(AppConfig):
    """What keeping the site up takes: probes, a request's id, backups, and what an outage shows."""

    name = "config.running"
