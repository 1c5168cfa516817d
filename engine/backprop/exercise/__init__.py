"""Exercises: a figure's subject with numbers drawn by chance, what is asked of it, and the key.

An exercise, which has a seed, and a number make a paper: `papers.paper`. Its tasks are data, `tasks.Task`; its `judge`
says what an answer is worth, and by which slip it is wrong; `sheets` writes all of it as HTML.
"""
