"""Reading: every door into claimx leads through ``read_articles``."""

from claimx.inputs.articles import read_articles, read_articles_of, read_item, read_items
from claimx.inputs.find import Survey, survey
from claimx.inputs.items import FORMATS, Failure, Fields, Format, InputOptions, Raw

__all__ = [
    "FORMATS",
    "Failure",
    "Fields",
    "Format",
    "InputOptions",
    "Raw",
    "Survey",
    "read_articles",
    "read_articles_of",
    "read_item",
    "read_items",
    "survey",
]
