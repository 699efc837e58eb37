import tomllib


def read(path):
    """(front matter, body) of a text file that begins with TOML between two lines of +++."""
    _nothing, front, body = path.read_text("utf-8").split("+++\n", 2)
    return tomllib.loads(front), body.strip()
