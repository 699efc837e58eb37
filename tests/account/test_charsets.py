"""A request may claim any charset; forms are read as what our pages are, and nothing breaks."""

import pytest
from django.test import Client

PART = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nmona@example.org\r\n--x--\r\n'


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["rot13", "idna", "base64", "utf-7", "utf-16", "nonsense"])
@pytest.mark.parametrize("path", ["/account/reset/", "/admin/login/", "/account/reset/x/y/"])
def test_a_charset_that_is_none_stops_no_form(path, charset):
    claimed = f"multipart/form-data; boundary=x; charset={charset}"

    answer = Client().generic("POST", path, PART, content_type=claimed)

    assert answer.status_code in {200, 404}
