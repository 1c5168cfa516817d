"""Graphs from small programs, written as students write them, for the key `python` of a figure.

A program is read by Python's parser against a list of what is allowed, and walked by an interpreter of our own: no text
of an author or a reader ever becomes code of this Python. What it may use:

    def, class, for, while, if, return, break, continue, = and +=
    + - * / // % ** @, comparisons of plain numbers, and or not, x if c else y, lists, tuples, comprehensions
    len range enumerate zip sum max min abs …, the functions of expressions, math, and some of np
    Value(2.0), a given value that the program brings along, and methods of numbers such as x.tanh()

The names under `values` are given: a number, or lists of numbers as a NumPy-like vector or matrix. The result is what
the last statement gives, an expression or an assignment; or what .backward() is called on; or, where the last statement
is a loop, an if or a def, the name L or loss. A graph is the same for all numbers, so no branch may depend on a traced
one.
"""
