"""Blocks → plan: header, legal bases, sections, tasks with who, when and with what result."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
