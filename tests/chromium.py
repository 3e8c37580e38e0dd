"""Headless Chromium for the tests: where it is, and how it starts without asking anybody."""

import shutil

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
GPU = {
    "gl": ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    "canvas": ["--disable-gpu", "--disable-3d-apis"],
}
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def launched(play, base="gl"):
    """Start the machine's Chromium, or Playwright's own where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return play.chromium.launch(executable_path=found, args=[*FLAGS, *GPU[base]], headless=True)
