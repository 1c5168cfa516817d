"""`python -m backprop` is the command `backprop`."""

import sys

from backprop.terminal import main

if __name__ == "__main__":
    sys.exit(main())
