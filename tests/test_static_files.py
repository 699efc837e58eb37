"""What collecting makes of our styles and scripts, and what it leaves alone."""

import brotli
import pytest
from django.core.files.base import ContentFile

from config.static_files import StaticFiles

STYLES = "/* Why it is so. */\n.a,\n.b {\n  width: calc(1rem + 2px);\n}\n"
SCRIPT = '// Why it is so.\nimport { one } from "./one.js";\n\nexport function two() {}\n'


@pytest.fixture
def folder(tmp_path):
    return tmp_path


@pytest.fixture
def storage(folder):
    return StaticFiles(location=folder, base_url="/static/")


@pytest.fixture
def collect(storage, folder):
    """A function: {name: text} in, {name: what browsers get} out, whatever its address is."""

    def collected(files, **options):
        for name, text in files.items():
            storage.save(name, ContentFile(text.encode()))
        list(storage.post_process({name: (storage, name) for name in files}, **options))
        made = storage.hashed_files
        return {name: (folder / made[name]).read_bytes() for name in files if name in made}

    return collected


def test_of_our_styles_browsers_get_no_comments_and_no_spaces_that_mean_nothing(collect):
    assert collect({"posts/a.css": STYLES}) == {
        "posts/a.css": b".a,.b{width:calc(1rem + 2px)}",
    }


def test_of_our_scripts_they_get_no_comments_either(collect):
    made = collect({"comments/one.js": "export const one = 1; // the first\n"})

    assert made == {"comments/one.js": b"export const one=1;"}


def test_a_script_imports_another_by_the_name_that_its_content_gives(collect, storage):
    made = collect({"comments/two.js": SCRIPT, "comments/one.js": "export const one = 1;\n"})

    other = storage.hashed_files["comments/one.js"].removeprefix("comments/")
    assert f'from "./{other}"'.encode() in made["comments/two.js"]


def test_what_is_packed_is_what_is_sent_plain(collect, storage, folder):
    made = collect({"posts/a.css": STYLES * 50})

    packed = folder / f"{storage.hashed_files['posts/a.css']}.br"
    assert brotli.decompress(packed.read_bytes()) == made["posts/a.css"]


@pytest.mark.parametrize("name", ["admin/css/a.css", "otp_totp/a.css", "posts/fonts/LICENCE.txt"])
def test_what_is_not_our_code_stays_as_it_is(collect, name):
    assert collect({name: STYLES}) == {name: STYLES.encode()}


def test_people_find_what_was_written_under_the_plain_name(collect, folder):
    collect({"posts/a.css": STYLES})

    assert (folder / "posts" / "a.css").read_text() == STYLES


def test_a_dry_run_makes_nothing(collect):
    assert collect({"posts/a.css": STYLES}, dry_run=True) == {}
