"""The package an archive takes: TEI, texts, tables and schemas in a bag, with what archives want to know of them.

`package` gathers what is known and asks for what is not; `datacite`, `citation`, `crate` and `reading` say it, each in
the words of its readers; `bag` packs. Nothing here finds anything out: all is from the headers of the TEI.
"""
