from django.db import models


class LimitCount(models.Model):
    """How often something was done in one window of time: `limits` counts here.

    For a site without a cache that its processes share; with one, it stays empty.
    """

    key = models.CharField(max_length=64, primary_key=True, help_text="An HMAC: it names nobody.")
    number = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.key[:8]}: {self.number}"
