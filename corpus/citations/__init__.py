"""Citations of legal documents: found in a text, keyed, and asked for by number."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
