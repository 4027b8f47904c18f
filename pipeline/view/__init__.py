"""Pages for a person to read: each text, and an overview of all; static HTML that needs no server and no network.

In reading order: `strings` says all that is known of each string in marks, `shapes` what an element becomes in HTML,
`markup` writes the text of a TEI file so, `page` puts a text's page together; `corpus` counts the tables, `overview`
draws them; `looks` tells speakers apart by eye. Templates, styles and scripts lie beside them, as they are. Only this
room imports Jinja2.
"""
