"""`trialogue staff`: give somebody a role, the first administrator above all."""

from __future__ import annotations

import argparse
import json
import sys

from trialogue.web import start

DONE, WRONG_USE = 0, 2
ROLES = (
    "editor",
    "approver",
    "coordinator",
    "lead",
    "investigator",
    "data_manager",
    "monitor",
    "statistician",
    "pharmacist",
    "administrator",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("what", choices=["add"], help="add: invite an address, or give a role")
    parser.add_argument("email", help="the person's e-mail address")
    parser.add_argument("--role", required=True, choices=ROLES, help="what the person may do")
    parser.add_argument("--trial", default="", help="a registry id; left out: all trials")
    parser.add_argument("--centre", default="", help="the key of a centre of that trial")
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def run(args: argparse.Namespace) -> int:
    """Invite, and print the link that works once. Returns the exit code."""
    try:
        start.prepare(all_shipped=False)
        added = start.add_staff(args.email, args.role, args.trial, args.centre)
    except (start.SettingsError, start.StartError) as problem:
        print(f"trialogue staff: {problem}", file=sys.stderr)
        return WRONG_USE
    if args.json:
        print(json.dumps({"results": [added], "faults": []}, ensure_ascii=False))
    elif added["link"]:
        print(f"{added['email']} is invited as {args.role}. The link works once, for 7 days:")
        print(f"  {added['link']}")
        print("Give it to this person alone. No mail was sent.")
    else:
        print(f"{added['email']} has an account and is now {args.role}, too.")
    return DONE
