"""Signing in: a second factor, sessions that can be ended, a new password by mail."""

USERNAME_MAX_LENGTH = 255  # characters; what the lock-out's column holds


def username(request, credentials=None):
    """The name that a failed sign-in is counted under: no longer than can be stored."""
    typed = (credentials or {}).get("username") or request.POST.get("username") or ""
    return typed[:USERNAME_MAX_LENGTH].replace("\0", "")
