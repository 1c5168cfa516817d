"""The book to read elsewhere: an EPUB and a PDF, both of a site that is built."""
