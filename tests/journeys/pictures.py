"""Takes the pictures of the documents anew: `python -m tests.journeys.pictures ADDRESS`.

ADDRESS is a demo that was just set up (`make demo`, then http://127.0.0.1:8000). The whole path
of one participant is walked; each chapter leaves pictures in docs/images. At the end stands what
hands did. A picture is 1280 pixels wide and keeps its 63 most frequent colours.
"""

from __future__ import annotations

import base64
import os
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright

from tests.journeys import whole_path as chapters
from tests.journeys.nurse import Nurse
from tests.journeys.whole_path import Team

IMAGES = Path(__file__).parents[2] / "docs" / "images"
COLOURS = 63
PIXELS = """async picture => {
  const blob = await (await fetch(`data:image/png;base64,${picture}`)).blob();
  const bitmap = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d').drawImage(bitmap, 0, 0);
  const data = canvas.getContext('2d').getImageData(0, 0, bitmap.width, bitmap.height).data;
  let text = '';
  for (let at = 0; at < data.length; at += 32768)
    text += String.fromCharCode(...data.subarray(at, at + 32768));
  return [bitmap.width, bitmap.height, btoa(text)];
}"""


class Camera:
    """Takes pictures of pages, each under its name, the first time that it is asked."""

    def __init__(self, browser: Any) -> None:
        self.desk = browser.new_page()
        self.taken: set[str] = set()

    def see(self, page: Any, name: str) -> None:
        """Take a picture of what one sees of a page."""
        if name in self.taken:
            return
        self.taken.add(name)
        self.keep(page.screenshot(), f"path-{name}")

    def keep(self, picture: bytes, name: str) -> None:
        """Write a picture with few colours."""
        given = base64.b64encode(picture).decode()
        width, height, text = self.desk.evaluate(PIXELS, given)
        pixels = np.frombuffer(base64.b64decode(text), np.uint8).reshape(height, width, 4)
        (IMAGES / f"{name}.png").write_bytes(write_png(pixels[:, :, :3]))


def write_png(pixels: Any) -> bytes:
    """Write pixels (height, width, 3) as a PNG with a palette of the most frequent colours."""
    height, width, _ = pixels.shape
    flat = pixels.reshape(-1, 3).astype(np.int32)
    keys = flat @ np.array([65536, 256, 1])
    found, index, counts = np.unique(keys, return_inverse=True, return_counts=True)
    colours = np.stack([found >> 16, (found >> 8) & 255, found & 255], axis=1)
    palette = colours[np.argsort(-counts)[:COLOURS]]
    nearest = ((colours[:, None, :] - palette[None]) ** 2).sum(axis=2).argmin(axis=1)
    rows = nearest[index].astype(np.uint8).reshape(height, width)
    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data)
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", palette.astype(np.uint8).tobytes()),
            (b"IDAT", zlib.compress(raw, 9)),
            (b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def walk(team: Team) -> None:
    """Walk the whole path, with every form of every visit."""
    nurse = team.coordinator
    nurse.follow(chapters.TRIAL)
    team.see(nurse.page, "home")
    nurse.follow("Candidates")
    nurse.write("A first note, without names", "From an enquiry: a girl of nine with DSRCT")
    nurse.press("Make a candidate")
    team.see(nurse.page, "candidate")
    nurse.press("Make a participant")
    team.person = nurse.page.inner_text("h1")
    team.see(nurse.page, "participant")
    chapters.consent(team)
    chapters.screen(team)
    chapters.enrol(team)
    chapters.make_product(team)
    chapters.deplete(team)
    chapters.infuse(team)
    visits = list(chapters.VISITS)
    chapters.follow_up(team, visits[:1])
    chapters.record_event(team)
    chapters.measure_and_judge(team)
    chapters.follow_up(team, visits[1:])
    chapters.end_study(team)


def take_first_screen(camera: Camera, browser: Any, site: str) -> None:
    """Put the public page on a phone beside the verdicts on invented people."""
    shots = []
    for width, address, below in ((390, "/trials/NCT06836505/", False), (1040, "/study/", True)):
        page = browser.new_page(
            viewport={"width": width, "height": 780}, locale="en-GB", reduced_motion="reduce"
        )
        page.goto(site + address)
        if below:
            page.evaluate("scrollBy(0, document.querySelectorAll('.people li')[3]"
                          ".getBoundingClientRect().top - 20)")  # fmt: skip
        shots.append(base64.b64encode(page.screenshot()).decode())
        page.close()
    frame = browser.new_page(viewport={"width": 1526, "height": 830})
    images = "".join(
        f"<img style='border:1px solid #c9c6bd' src='data:image/png;base64,{one}'>" for one in shots
    )
    frame.set_content(
        "<body style='margin:0;padding:24px;display:flex;gap:24px;background:#e9e6df'>" + images
    )
    camera.keep(frame.screenshot(), "first-screen")
    frame.close()


def main() -> None:
    """Walk the path in a demo, and say what hands did."""
    site = sys.argv[1].rstrip("/")
    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=program)
        camera = Camera(browser)
        take_first_screen(camera, browser, site)

        def sit(name: str) -> Nurse:
            page = browser.new_page(
                viewport={"width": 1280, "height": 800}, locale="en-GB", reduced_motion="reduce"
            )
            nurse = Nurse(page, site)
            nurse.sign_in(name)
            return nurse

        names = ("Chen Coordinator", "Ines Investigator", "Petra Pharmacist")
        team = Team(*(sit(name) for name in names), camera.see)
        walk(team)
        for name, nurse in zip(
            names, (team.coordinator, team.investigator, team.pharmacist), strict=True
        ):
            sys.stdout.write(f"{name}: {nurse.effort}, {nurse.effort.minutes:.1f} minutes\n")
        browser.close()


if __name__ == "__main__":
    main()
