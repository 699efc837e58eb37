from django import template

from comments.reading import conversation as conversations

register = template.Library()


@register.simple_tag(takes_context=True)
def conversation(context, post):
    """The same object in every block that asks; one block around them all would copy the page."""
    request = context["request"]
    known = getattr(request, "conversation", None)
    if known is None or known.post is not post:
        known = conversations.Conversation(post, request, context.get("viewer"))
        request.conversation = known
    return known


@register.simple_tag
def reply_counts(posts):
    return conversations.reply_counts(posts)
