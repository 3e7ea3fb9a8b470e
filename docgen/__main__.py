"""`python -m docgen` is the command `docgen`."""

from docgen.cli import main

if __name__ == "__main__":
    main()
