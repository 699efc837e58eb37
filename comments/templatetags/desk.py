from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from comments.desk import asked, queue

register = template.Library()


@register.simple_tag(takes_context=True)
def show_what_waits(context):
    """Say beside "Comments", on the admin's index, what waits and what is reported.

    Its own template writes a model's name and lets nothing be added: the name is added to.
    """
    for app in context.get("app_list", ()):
        for model in app["models"] if app["app_label"] == "comments" else ():
            if model["object_name"] == "Comment":
                model["name"] = _with_counts(model["name"], queue.counts(context["user"]))
    return ""


def _with_counts(name, counts):
    waiting, reported = counts[asked.WAITING], counts[asked.REPORTED]
    said = [_("%d waiting") % waiting] if waiting else []
    said += [_("%d reported") % reported] if reported else []
    if not said:
        return name
    return format_html('{} <span class="finding badge">{}</span>', name, ", ".join(said))
