"""Slugs for whoever leaves that field empty."""

from itertools import count

from django.utils.text import slugify

STEM_MAX_LENGTH = 90  # characters; the fields hold 100, which leaves room for a number


def unique_slug(thing, text):
    """A slug made from `text` that no other row of this model has. Never empty, any alphabet."""
    model = type(thing)
    stem = slugify(text, allow_unicode=True)[:STEM_MAX_LENGTH].strip("-_")
    stem = stem or model._meta.model_name
    others = model._default_manager.exclude(pk=thing.pk).filter(slug__startswith=stem)
    taken = set(others.values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(slug for slug in (f"{stem}-{n}" for n in count(2)) if slug not in taken)
