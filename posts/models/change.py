from django.db import models


class Change(models.Model):
    """How often what pages show has changed: the numbers of a place, added up.

    Its rows are written by the database's own triggers (`posts.pagecache.triggers`), in the very
    transaction that changes something. On PostgreSQL each change adds rows of its own, folded now
    and then: a counter in one row would be a lock that every writer waits for.
    """

    EVERYTHING, SITE = -1, 0  # places; any other is the id of the post whose conversation changed

    place = models.BigIntegerField(db_index=True)
    number = models.BigIntegerField(default=1)

    def __str__(self):
        return f"{self.place}: {self.number}"
