"""Answers to questions about a walk: why not this place, what if late, what else. Seconds, metres.

Each module is imported by its own name: some are part of a plan, others make plans of their own.
"""
