from .author import AuthorAdmin
from .category import CategoryAdmin
from .former_address import FormerAddressAdmin
from .page import PageAdmin
from .post import PostAdmin
from .site_identity import SiteIdentityAdmin
from .tag import TagAdmin

__all__ = [
    "AuthorAdmin",
    "CategoryAdmin",
    "FormerAddressAdmin",
    "PageAdmin",
    "PostAdmin",
    "SiteIdentityAdmin",
    "TagAdmin",
]
