"""The page on which a second factor is set up, and what stands there once."""

import re
from base64 import b32decode

PAGE, IMAGE = "/account/second-factor/", "/account/second-factor/image.svg"


def shown_key(browser):
    letters = re.search(r'<code class="key"[^>]*>([^<]+)</code>', browser.get(PAGE).text)[1]
    return b32decode(letters.replace(" ", "")).hex()


def shown_codes(page):
    return re.findall(r"^[a-z2-9]{5}-[a-z2-9]{5}$", page.text, re.MULTILINE)
