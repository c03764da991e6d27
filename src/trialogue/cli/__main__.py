"""Lets `python -m trialogue.cli` be the command."""

import sys

from trialogue.cli.main import main

sys.exit(main())
