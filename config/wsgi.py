import os
import re

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# Also as RFC 2231 has it: charset*=utf-8''base64, and in pieces, charset*0=base; charset*1=64.
CHARSET = re.compile(r";\s*charset\s*(?:\*\s*\d*\s*\*?)?\s*=[^;]*", re.IGNORECASE)

_django = get_wsgi_application()


def application(environ, start_response):
    """Django, told that every form is UTF-8: a charset such as "base64" ends it before any view."""
    if content_type := environ.get("CONTENT_TYPE"):
        environ["CONTENT_TYPE"] = CHARSET.sub("", content_type)
    return _django(environ, start_response)
