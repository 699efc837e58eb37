"""A browser in words. Pure: a user agent in, a short text out; it may claim anything."""

from django.utils.translation import gettext as _

from comments.text import clean_name, shortened

LENGTH = 80  # characters, of one that we don't know
# The first that is found: most browsers also name those that came before them.
NAMES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def in_words(user_agent):
    """ "Firefox on Windows"; what it calls itself, shortened, when that is neither."""
    name, system = _first(NAMES, user_agent), _first(SYSTEMS, user_agent)
    if name and system:
        return _("%(browser)s on %(system)s") % {"browser": name, "system": system}
    return name or shortened(clean_name(user_agent), LENGTH) or _("An unknown browser")


def _first(known, user_agent):
    return next((name for sign, name in known if sign in user_agent), "")
