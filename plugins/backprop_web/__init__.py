"""A figure as HTML, for any host: a mapping in, the markup and the names of the files it needs out."""
