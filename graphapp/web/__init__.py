"""Shared HTTP: one error shape, paging, base templates, static assets. Knows no video."""
