"""How long after saving a file the preview shows it."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
import urllib.request

from ..conftest import ROOT
from .building import workshop
from .measure import SOURCES, Bench


def reload(bench: Bench) -> None:
    """7: from saving one line of the full course until the preview says that there is a new version."""
    with workshop() as folder:
        course = folder / "course"
        shutil.copytree(ROOT / "course", course)
        page = course / "parts" / "01-start" / "welcome.md"
        command = [sys.executable, "-u", "-m", "seemenow", "preview", str(course), "--port", "0"]
        with subprocess.Popen(
            command, cwd=ROOT, env=SOURCES, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as server:
            try:
                assert server.stdout
                address = next(line for line in map(bytes.decode, server.stdout) if "http://" in line)
                address = "http://" + address.split("http://")[1].split()[0]
                with bench.alone(), urllib.request.urlopen(f"{address}news", timeout=120) as news:
                    news.readline()
                    took = []
                    for _ in range(bench.runs):
                        time.sleep(1)  # so that the watcher is at rest again
                        page.write_text(page.read_text(encoding="utf-8") + "\nOnce more.\n", encoding="utf-8")
                        begun = time.perf_counter()
                        while not news.readline().startswith(b"data"):
                            pass
                        took.append(time.perf_counter() - begun)
            finally:
                server.terminate()
        bench.tell(
            "preview, from saving to the new version", statistics.median(took), "s", runs=[round(x, 2) for x in took]
        )
