"""Redress (闻诉): complaint handling for insurers."""

__version__ = "0.1.0"
