"""From a trace to words, to a picture, to a page: what a person sees of a result."""

from threadlab.story.tell import Story, tell

__all__ = ["Story", "tell"]
