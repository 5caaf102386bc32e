"""The registry of legal documents: what is known of them, from where, and what a user's own files add."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
