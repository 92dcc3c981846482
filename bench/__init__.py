"""Measurements: each script prints its figures as a table with ratios. None of them is a test."""
