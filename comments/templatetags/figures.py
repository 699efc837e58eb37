from django import template

from comments.desk.figure_words import cards_of

register = template.Library()
register.filter("cards", cards_of)
