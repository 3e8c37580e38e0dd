"""What keeps a dataset right: checking it, placing places, renewing streets, another quarter."""
