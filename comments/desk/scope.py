"""Whose comments queries by hand may tell of."""

OWN_POSTS = """
    SELECT posts_post.id FROM posts_post
    JOIN posts_author ON posts_author.id = posts_post.author_id WHERE posts_author.user_id = %s
"""


def scope_of(user):
    """Only comments that this user may moderate: an SQL condition and its parameters."""
    if user.has_perm("comments.moderate_comment"):
        return "", []
    return f"AND post_id IN ({OWN_POSTS})", [user.pk]
