"""Pages for a person to read: each text, and an overview of all; static HTML that needs no server and no network.

In reading order: `strings` says all that is known of each string in marks, `shapes` what an element becomes in HTML,
`markup` writes the text of a TEI file so, `reading` is all that there is to show of it. `cutting` says where a long
text is cut, `parts` what is on which of its pages, `addresses` where they are, and `page` puts them together; `corpus`
counts the tables, `overview` draws them; `looks` tells speakers apart by eye. Templates, styles and scripts lie beside
them, as they are, and `templates` inlines them. Only this room imports Jinja2.
"""
