"""Programs that the tests drive: a Chromium that can write Chinese, PostgreSQL, and R.

`python -m tests.programs` says what is here; `--install` first tries to install what is missing
(as root, where apt-get is). With CI set it fails unless everything is here: nothing may be skipped.
"""

from __future__ import annotations

import argparse
import ctypes.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POSTGRES_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")
POSTGRES_FLOOR = 15
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts")
FONT_NAME = re.compile(r"CJK|DroidSansFallback|SourceHanSans|wqy|PingFang", re.IGNORECASE)


def in_ci() -> bool:
    """Tell whether this run belongs to CI, where nothing may be skipped."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def find_chromium() -> Path | None:
    """Find the browser: the CHROMIUM environment variable first, then PATH."""
    if given := os.environ.get("CHROMIUM"):
        return Path(given) if Path(given).is_file() else None
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return Path(found) if found else None


def find_chinese_font() -> Path | None:
    """Find a font file that draws Chinese; without one a browser test sees empty boxes."""
    files = (file for folder in FONT_FOLDERS for file in Path(folder).rglob("*.[ot]t[cf]"))
    return next((file for file in files if FONT_NAME.search(file.name)), None)


def find_driver_library() -> str | None:
    """Find libatomic, which Playwright's own driver loads and a bare Debian does not have."""
    return ctypes.util.find_library("atomic")


def find_postgres() -> Path | None:
    """Find the folder that holds initdb, pg_ctl and postgres, the newest version first."""
    on_path = shutil.which("postgres")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for pattern in POSTGRES_FOLDERS:
        folders += Path("/").glob(pattern.lstrip("/"))
    fit = [folder for folder in folders if _version(folder) >= POSTGRES_FLOOR]
    return max(fit, key=_version, default=None)


def find_rscript() -> Path | None:
    """Find R's Rscript, with the survival package, which the survival curves are compared with."""
    program = shutil.which("Rscript")
    if program is None:
        return None
    ask = "quit(status = !requireNamespace('survival', quietly = TRUE))"
    answer = subprocess.run([program, "--vanilla", "-e", ask], capture_output=True, check=False)
    return Path(program) if answer.returncode == 0 else None


def _version(folder: Path) -> int:
    """Ask the server its major version; 0 where a program of the three is missing."""
    if not all((folder / name).is_file() for name in ("initdb", "pg_ctl", "postgres")):
        return 0
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    number = re.search(r"(\d+)", answer.stdout)
    return int(number[1]) if number else 0


WANTED = (
    ("Chromium", find_chromium, "chromium", "the browser tests"),
    ("libatomic", find_driver_library, "libatomic1", "the browser tests"),
    ("a Chinese font", find_chinese_font, "fonts-noto-cjk", "the browser tests in Chinese"),
    (f"PostgreSQL {POSTGRES_FLOOR} or later", find_postgres, "postgresql", "the second database"),
    ("R with survival", find_rscript, "r-cran-survival", "the comparison with R survival"),
)


def install_missing() -> None:
    """Install what is missing from the system's own packages, as root on Debian or Ubuntu."""
    packages = [package for _, find, package, _ in WANTED if find() is None]
    if not packages or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    print(f"Installing for the tests: {' '.join(packages)} (once; about a minute)", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-qq", *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            print(f"apt-get {command[0]} failed:\n{done.stdout}{done.stderr}", file=sys.stderr)


def main() -> int:
    """Say what is here and what its absence costs; 1 only in CI, and only if something is not."""
    parser = argparse.ArgumentParser(prog="python -m tests.programs", description=__doc__)
    parser.add_argument("--install", action="store_true", help="install what is missing, as root")
    parser.add_argument("--has-postgresql", action="store_true", help="answer by the exit code")
    wish = parser.parse_args()
    if wish.has_postgresql:
        return 0 if find_postgres() else 1
    if wish.install:
        install_missing()
    absent = False
    for name, find, package, cost in WANTED:
        if place := find():
            print(f"found {name}: {place}")
            continue
        absent = True
        print(f"!!! {name} is not here: {cost} will NOT run. Remedy: apt install {package}")
    return 1 if absent and in_ci() else 0


if __name__ == "__main__":
    sys.exit(main())
