"""What a post's source address and question say about themselves. Pure: text in, facts out."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

YOUTUBE_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be"}
VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")


@dataclass(frozen=True)
class Source:
    url: str
    title: str = ""

    @property
    def label(self):
        """The address as a reader should see it: host and path, without tracking."""
        parts = urlsplit(self.url)
        host = parts.netloc.removeprefix("www.")
        if self.video_id:
            return (
                f"{host}/watch?v={self.video_id}" if "youtu.be" not in host else host + parts.path
            )
        return (host + parts.path).rstrip("/")

    @property
    def video_id(self):
        """The eleven characters by which YouTube knows the video; "" for any other source."""
        parts = urlsplit(self.url)
        if parts.hostname not in YOUTUBE_HOSTS:
            return ""
        if parts.hostname == "youtu.be":
            candidate = parts.path.strip("/")
        else:
            candidate = parse_qs(parts.query).get("v", [""])[0]
        return candidate if VIDEO_ID.fullmatch(candidate) else ""


def split_last_sentence(text):
    """Split `text` before its last sentence.

    Returns (before, last), both stripped, `before` "" when there is one sentence only. A sentence
    ends in one of . ? ! …, perhaps with closing quotes or brackets, followed by white space.
    """
    text = text.strip()
    ends = list(re.finditer(r"[.?!…][”’\"')\]]*\s+", text))
    if not ends:
        return "", text
    cut = ends[-1].end()
    return text[:cut].strip(), text[cut:]
