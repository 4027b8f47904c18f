"""`python -m pipeline` is `tei-export`."""

from pipeline.cli import main

main()
