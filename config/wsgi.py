import os
import re
import sys
from urllib.parse import urlsplit

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 (and what follows: Django is set up above)

from comments.tokens import OWN_COOKIE  # noqa: E402
from config.running.pool import Pool  # noqa: E402
from config.running.request_id import with_request_id  # noqa: E402
from posts.pagecache.asked import Gate  # noqa: E402
from posts.pagecache.front import KeptPages  # noqa: E402

# Also as RFC 2231 has it: charset*=utf-8''base64, and in pieces, charset*0=base; charset*1=64.
CHARSET = re.compile(r";\s*charset\s*(?:\*\s*\d*\s*\*?)?\s*=[^;]*", re.IGNORECASE)
MEGABYTE = 1024 * 1024
# Of a process's threads: enough to wait for a database together, too few to crowd out readers.
WRITERS, READERS = 1, 3
sys.setswitchinterval(0.0005)


def utf8_alone(environ, start_response):
    """Django, told that every form is UTF-8: a charset such as "base64" ends it before any view."""
    if content_type := environ.get("CONTENT_TYPE"):
        environ["CONTENT_TYPE"] = CHARSET.sub("", content_type)
    return _django(environ, start_response)


def _with_kept_pages(application):
    if not settings.PAGE_CACHE_MB:
        return application
    gate = Gate(
        hosts=frozenset({urlsplit(settings.SITE_URL).netloc.lower(), *settings.EXTRA_HOSTS}),
        # Who is signed in, who has own replies that wait, and who is told something once.
        cookies=(settings.SESSION_COOKIE_NAME, OWN_COOKIE, "messages"),
        secure_header=getattr(settings, "SECURE_PROXY_SSL_HEADER", None),
    )
    return KeptPages(application, gate, capacity=settings.PAGE_CACHE_MB * MEGABYTE)


application = with_request_id(_with_kept_pages(Pool(utf8_alone, writers=WRITERS, readers=READERS)))
