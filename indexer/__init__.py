"""From plans to an index: units, words, skeletons, vectors, and the index that follows the store."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
