from django import template

from posts import listed
from posts.paging import shown_numbers

register = template.Library()


@register.simple_tag
def pages_around(page):
    return shown_numbers(page.number, page.paginator.num_pages)


@register.simple_tag
def categories_of(posts):
    return listed.categories_of(posts)


@register.filter
def of(found, post):
    """What was found for that post: lists ask once for all their posts."""
    return found.get(post.pk)
