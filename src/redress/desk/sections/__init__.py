"""Parts of the case page that are read only when somebody opens them, so that the page itself stays quick.

A section is one file here and one template in `templates/desk/case/sections/`. The file makes a `Section`: a key (its
address), a label, an icon, the template, and `build(row, actor)`, which gives what the template needs beside `case` and
`actor`, in a fixed number of queries. Its line in `registry.SECTIONS` puts it on the page. The row given was found
through `visible_to`; the read is logged.
"""
