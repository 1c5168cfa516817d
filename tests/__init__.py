"""The tests of both distributions, of the built site and of the page in a real browser."""
