"""Whatever is sent in the form's place is cleaned or refused; never a 500."""

import pytest

from comments.models import Comment
from tests.comments.scene import last_comment
from tests.factories import SAME_ORIGIN, make_post, post_reply

pytestmark = pytest.mark.django_db

CODECS = [
    "idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "utf-8-sig", "utf-16",
    "utf-32", "latin-1", "cp037", "nonsense", "",
]  # fmt: skip


@pytest.mark.parametrize("field", ["body", "name", "email", "url", "to", "nonce", "subject"])
@pytest.mark.parametrize(
    "raw", [b"%00", b"%ED%A0%80", b"%FF%FE", b"%C0%80", b"%F4%90%80%80", b"%E2%82", b"\xff\x00x"]
)
def test_bytes_that_are_no_text_are_cleaned_or_refused(client, field, raw):
    values = {"body": b"Text.", "name": b"Ann", "email": b"ann@example.org", "url": b"", "to": b""}
    values[field] = values.get(field, b"") + raw
    body = b"&".join(name.encode() + b"=" + value for name, value in values.items())

    response = client.generic(
        "POST", f"/posts/{make_post().slug}/reply/", body,
        content_type="application/x-www-form-urlencoded", headers=SAME_ORIGIN,
    )  # fmt: skip

    assert response.status_code in {303, 403, 422}
    for comment in Comment.objects.all():
        stored = comment.body + comment.author_name + comment.author_email + comment.author_url
        assert "\0" not in stored
        assert not any(0xD800 <= ord(letter) < 0xE000 for letter in stored)


@pytest.mark.parametrize("charset", CODECS, ids=ascii)
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data", "x/y"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_charset_that_a_request_claims_breaks_nothing(client, method, kind, charset):
    values = {"body": "+2AA- \\ud800", "name": "+2AA-", "email": "+2AA-", "nonce": "+2AA-"}
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in values.items()
    ]
    body = "".join(parts) + "--b--\r\n" if "multipart" in kind else "body=%2B2AA-&name=a&email=b"

    response = client.generic(
        method, f"/posts/{make_post().slug}/reply/?to=", body.encode(),
        CONTENT_TYPE=f"{kind}; boundary=b; charset={charset}", headers=SAME_ORIGIN,
        content_type=f"{kind}; boundary=b; charset={charset}",
    )  # fmt: skip

    assert response.status_code < 500


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        (
            "multipart/form-data; boundary=b",
            b"--b\r\nContent-Disposition: form-data; name=\r\n\r\n",
        ),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\n--b--"),
        ("multipart/form-data; boundary=\xff", b"x"),
        ("application/json", b'{"body": "x"}'),
        ("", b"body=x"),
        ("text/plain", b"body=x&name=y"),
        ("application/x-www-form-urlencoded", b"&" * 900),
        ("application/x-www-form-urlencoded", b"a=1&" * 1100),
        ("application/x-www-form-urlencoded", b"body=" + b"x" * (1024 * 1024 + 1)),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_a_body_that_is_no_form_is_a_client_error(client, kind, body):
    response = client.generic(
        "POST", f"/posts/{make_post().slug}/reply/", body, content_type=kind, headers=SAME_ORIGIN
    )

    assert 400 <= response.status_code < 500
    assert not Comment.objects.exists()


def test_a_file_in_the_form_is_no_text(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = post_reply(client, make_post(), body=SimpleUploadedFile("a.txt", b"Text."))

    assert response.status_code == 422
    assert not Comment.objects.exists()


def test_a_field_sent_twice_is_no_error(client):
    response = post_reply(client, make_post(), body=["One.", "Two."], name=["A", "B"])

    assert response.status_code == 303
    assert last_comment().body == "Two."
