"""Commands of this repository's Makefile; no part of either distribution."""
