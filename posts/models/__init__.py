from .author import Author
from .former_address import FormerAddress
from .page import Page
from .post import Post
from .site_identity import SiteIdentity
from .taxonomy import Category, Tag, TaggedPost

__all__ = [
    "Author",
    "Category",
    "FormerAddress",
    "Page",
    "Post",
    "SiteIdentity",
    "Tag",
    "TaggedPost",
]
