from django import template

from posts.paging import shown_numbers

register = template.Library()


@register.simple_tag
def pages_around(page):
    return shown_numbers(page.number, page.paginator.num_pages)
