from django import template

from comments import conversation as conversations

register = template.Library()


@register.simple_tag(takes_context=True)
def conversation(context, post):
    return conversations.Conversation(post, context["request"], context.get("viewer"))


@register.simple_tag
def reply_counts(posts):
    return conversations.reply_counts(posts)


@register.simple_tag
def reply_count(counts, post):
    return counts.get(post.pk, 0)
