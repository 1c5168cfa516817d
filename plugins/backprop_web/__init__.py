"""A figure on any host: its description in, HTML and the names of the files that it needs out.

Nothing in this package knows MkDocs, Python-Markdown or any other host. A host's adapter opens pages, asks
them for the HTML of what its author wrote, writes the files, and puts the tags of each page before its content:

    from backprop_web.page import FigureError
    from backprop_web.site import Settings, Site

    site = Site(Settings(live=True))
    page = site.page("index")
    html = page.figure({"name": "tiny", "title": "A tiny network", "network": [1, 1]})
    for asset in site.stage():
        target = folder / asset.uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(asset.content)
    whole = page_head + site.tags(page, root="") + html

`page.figure` takes a mapping, or the YAML of a fence as text, whose mistakes then have lines. `page.number("tiny",
"dL/dwo1")` is a number of a figure as the text around it may quote it, `page.formula(r"\\frac12")` TeX as MathML.
Each raises an error that says what its author can do: `FigureError`, `QuoteError`, `FormulaError`; what stands in
the place of a figure that could not be drawn is `problems.placeholder`.

`page.ids` are the ids that the page must not give to anything else, `page.needs` the names of what it needs beside
itself: `figure`, `live`, `math`. `root` is the way from the page to the folder in which `Asset.uri` begins, with a
slash at its end, or nothing. A host that renders single figures, such as a notebook, opens one page for each.

`offline.finish`, `service.finish` and `policy.write` work on the folder of a site that is built, whoever built it.
"""
