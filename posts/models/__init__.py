from .author import Author
from .change import Change
from .former_address import FormerAddress
from .page import Page
from .post import Post
from .site_identity import SiteIdentity
from .taxonomy import Category, Tag, TaggedPost

__all__ = [
    "Author",
    "Category",
    "Change",
    "FormerAddress",
    "Page",
    "Post",
    "SiteIdentity",
    "Tag",
    "TaggedPost",
]
