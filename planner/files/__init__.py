"""Files of a dataset read with every fault named at once, and written whole or not at all."""
