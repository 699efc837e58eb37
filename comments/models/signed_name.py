from django.db import connection, models, transaction

from comments.looks import READING_MAX_LENGTH, readings

NAME_MAX_LENGTH = 100  # characters
# By hand: it is asked for every reply that appears, and most are under no confirmed address.
IS_CONFIRMED = "SELECT 1 FROM comments_confirmedaddress WHERE email = %s"


class SignedName(models.Model):
    """A name that a comment under a confirmed address was approved with: look-alikes are held.

    One row for each way to read it. Whether such a comment still stands is asked of the comments.
    """

    address = models.ForeignKey(
        "comments.ConfirmedAddress", models.CASCADE, related_name="signed_names"
    )
    name = models.CharField(max_length=NAME_MAX_LENGTH)
    looks = models.CharField(max_length=READING_MAX_LENGTH, help_text="One reading of it.")

    class Meta:
        constraints = [
            # In the order in which it is asked: by looks.
            models.UniqueConstraint(fields=["looks", "address", "name"], name="signed_name_once"),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def hold_addresses(cls, emails):
        """Lock them in one order: of two that remember many names, one waits for the other."""
        list(cls._addresses(emails).order_by("pk").select_for_update())

    @classmethod
    def remember(cls, name, emails):
        """`name` was signed under these addresses, given folded: it is theirs, if confirmed.

        `emails`: a list, or a query for them.
        """
        if isinstance(emails, list) and not any(map(cls._is_confirmed, emails)):
            return
        addresses = cls._addresses(emails)
        with transaction.atomic(savepoint=False):
            # Locked: whoever erases one waits, and deletes this with it.
            new = addresses.exclude(signed_names__name=name).select_for_update()
            rows = [
                cls(address=address, name=name, looks=looks)
                for address in new
                for looks in readings(name)
            ]
            cls.objects.bulk_create(rows, ignore_conflicts=True)

    @staticmethod
    def _is_confirmed(email):
        with connection.cursor() as cursor:
            cursor.execute(IS_CONFIRMED, [email])
            return cursor.fetchone() is not None

    @classmethod
    def _addresses(cls, emails):
        return cls.address.field.related_model.objects.filter(email__in=emails)
