"""Exercises for course platforms: QTI 2.1 and 3.0, Moodle XML, and SCORM 1.2.

`questions` has a paper as plain data, with its drawing as a picture; `moodle`, `qti`, `qti3` and `scorm` write it, each
its own format, and `packed` a package of files. XML is made as a tree by the standard library.
"""
