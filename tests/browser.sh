#!/bin/sh
# Makes sure that the tests find a Chromium, a Chinese font, and the programs that open our files
# (GPSBabel, GDAL; without them those tests are skipped). Usage: browser.sh PYTHON
set -eu
have_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
have_font() { command -v fc-list && [ -n "$(fc-list :lang=zh)" ]; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

have_readers() { command -v gpsbabel && command -v ogr2ogr; }

if have_browser >/dev/null && have_font >/dev/null && have_readers >/dev/null; then exit 0; fi
if command -v apt-get >/dev/null; then
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    chromium fontconfig fonts-noto-cjk gpsbabel gdal-bin >/dev/null
elif command -v dnf >/dev/null; then
  as_root dnf install -y -q chromium google-noto-sans-cjk-fonts gpsbabel gdal
else
  "$1" -m playwright install chromium
fi
