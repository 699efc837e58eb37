"""New rows, stored by a statement that is composed once for each table.

The ORM composes it anew for every row, and takes ten times as long for that as the database needs
to store it.
"""

from functools import cache

from django.db import connection


def insert(row):
    """Store a new row of a model whose key the database gives; as save() does, but for signals."""
    # As save() asks as well: what points at a row that was never stored would be stored as None.
    row._prepare_related_fields_for_save(operation_name="save")
    fields, sql = _statement(type(row))
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias


@cache
def _statement(model):
    """(fields, SQL): a column of the model that is added later is among them by itself."""
    key = model._meta.pk
    fields = [field for field in model._meta.local_concrete_fields if field is not key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return fields, (
        f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places}) '  # noqa: S608
        f'RETURNING "{key.column}"'
    )
