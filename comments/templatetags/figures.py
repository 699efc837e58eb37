from django import template

from comments.desk.figure_words import cards_of, in_words

register = template.Library()
register.filter("cards", cards_of)
register.filter("in_words", in_words)
