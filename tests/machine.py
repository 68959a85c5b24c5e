"""Find or install what the tests need of the system: Chromium, git, and the graphics libraries that drawing needs.

With "engines" also what tests/engines needs: Firefox, WebKit, a screen that nobody looks at, and the codecs of films.
Chromium is the one that CHROMIUM names, else the first on the PATH. What is missing is installed from Debian's
packages where this runs as root on Debian; elsewhere one line says what to install, and the exit status is 3.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from seemenow.finished.play import BROWSERS

MINI_BROWSER = Path(f"/usr/lib/{sysconfig.get_config_var('MULTIARCH')}/webkit2gtk-4.1/MiniBrowser")
LIBRARIES = {"EGL": "libegl1", "GL": "libgl1"}


def chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def missing_packages() -> list[str]:
    """Return the Debian packages of what is not here."""
    lacking = [package for library, package in LIBRARIES.items() if ctypes.util.find_library(library) is None]
    lacking += [] if shutil.which("git") else ["git"]
    return lacking if chromium() else ["chromium", *lacking]


def missing_engines() -> list[str]:
    """Return the Debian packages of tests/engines that are not here."""
    wanted = {"firefox-esr": "firefox-esr", str(MINI_BROWSER): "libwebkit2gtk-4.1-0", "Xvfb": "xvfb"}
    lacking = [package for program, package in wanted.items() if shutil.which(program) is None]
    plugins = MINI_BROWSER.parent.parent / "gstreamer-1.0"
    codecs = {"libgstlibav.so": "gstreamer1.0-libav", "libgstisomp4.so": "gstreamer1.0-plugins-good"}
    return lacking + [package for file, package in codecs.items() if not (plugins / file).exists()]


def main() -> None:
    wanted = missing_packages if sys.argv[1:] != ["engines"] else lambda: missing_packages() + missing_engines()
    packages = wanted()
    if packages and Path("/etc/debian_version").exists() and os.geteuid() == 0:
        print(f"Installing {' '.join(packages)} from Debian", file=sys.stderr)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", "--quiet=2", *command], env=environment, check=True, stdout=subprocess.DEVNULL)
        packages = wanted()
    if packages:
        print(
            f"The tests need {' and '.join(packages)}; install them, or name a Chromium in CHROMIUM.", file=sys.stderr
        )
        sys.exit(3)


if __name__ == "__main__":
    main()
