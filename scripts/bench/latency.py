#!/usr/bin/env python3
"""latency - how long after a save a browser could have the changed page, from
the preview and from a peer's, in turns within one run.

    latency.py [REPORTS...]     sizes (50 500); a report has 24 pages

Called by scripts/bench/serve.sh; the environment is that of scripts/bench/run.
A save is a plain write of the whole file. The time goes from the moment before
the file is opened until a page with the new words has come over a connection
that asks for it again and again. Saves are as far apart as a person's.
"""
import glob
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time

PROGRAM = os.path.abspath(os.environ["GONGKAI"])
SHARED = os.path.abspath(os.environ["GONGKAI_BENCH"])
WORK = os.environ["BENCH_DIR"]
SAVES = int(os.environ.get("BENCH_SAVES", "100"))
HUGO_SAVES = int(os.environ.get("BENCH_HUGO_SAVES", "10"))
PAGES = 24  # of a report
APART = 0.25  # seconds between a page shown and the next save
MARK = "\u3002\n"  # behind it the new words go


def corpus(shape, reports):
    folder = os.path.join(WORK, "live-%s%d" % (shape, reports))
    if not os.path.isdir(folder):
        subprocess.run([sys.executable, os.path.join(SHARED, "corpus.py"),
                        "--reports", str(reports), "--shape", shape, "--out",
                        os.path.join(folder, "content")], check=True,
                       stdout=subprocess.DEVNULL)
        open(os.path.join(folder, "config.ini"), "w").close()
    return folder


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Client:
    """One connection that is kept open, as a browser keeps it."""

    def __init__(self, port):
        self.port = port
        self.link = None

    def ask(self, path):
        """Status and body; 0 while nobody answers."""
        try:
            if not self.link:
                self.link = socket.create_connection(
                    ("127.0.0.1", self.port), 30)
                self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.link.sendall(("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                               % path).encode())
            return self.read()
        except OSError:
            self.link = None
            return 0, b""

    def more(self):
        got = self.link.recv(1 << 20)
        if not got:
            raise OSError("cut")
        return got

    def read(self):
        data = b""
        while b"\r\n\r\n" not in data:
            data += self.more()
        head, body = data.split(b"\r\n\r\n", 1)
        size = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        while size and len(body) < int(size[1]):
            body += self.more()
        while not size and not body.endswith(b"0\r\n\r\n"):
            body += self.more()
        return int(head.split()[1]), body


class Server:
    """A preview that runs: gongkai's, or hugo's."""

    def __init__(self, name, reports):
        self.name, self.reports = name, reports
        self.port = free_port()
        if name == "hugo":
            self.folder = corpus("hugo", reports)
            command = ["hugo", "server", "--quiet", "-s",
                       os.path.join(SHARED, "hugo"), "-c",
                       os.path.join(self.folder, "content"), "--port",
                       str(self.port), "--bind", "127.0.0.1"]
        else:
            self.folder = corpus("native", reports)
            command = [PROGRAM, "-q", "-C", self.folder, "serve", "-p",
                       str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        self.client = Client(self.port)
        self.dice = random.Random(1)
        self.texts = sorted(glob.glob(os.path.join(
            self.folder, "content", "*",
            "01.md" if name == "hugo" else "summary.md")))
        while self.client.ask(self.page_of(self.texts[-1]))[0] != 200:
            time.sleep(0.1)

    def page_of(self, text):
        report = os.path.basename(os.path.dirname(text))
        return "/%s/%s.html" % (report,
                                "01" if self.name == "hugo" else "s0101")

    def seconds_of_cpu(self):
        total = 0
        for each in glob.glob("/proc/%d/task/*/schedstat" % self.process.pid):
            with open(each) as file:
                total += int(file.read().split()[0])
        return total / 1e9

    def save(self, step):
        """Seconds until the words of one save are served."""
        text = self.dice.choice(self.texts)
        with open(text, encoding="utf-8") as file:
            old = file.read()
        words = "\u7b2c%d\u6b21\u6539\u3002" % step  # 第n次改
        at = old.index(MARK) + 1
        new = old[:at] + words + old[at:]
        page = self.page_of(text)
        start = time.perf_counter()
        with open(text, "w", encoding="utf-8") as file:
            file.write(new)
        while words.encode() not in self.client.ask(page)[1]:
            if time.perf_counter() - start > 60:
                sys.exit("latency: %s never showed %s" % (self.name, page))
            time.sleep(0.0003)
        return time.perf_counter() - start

    def memory(self):
        with open("/proc/%d/status" % self.process.pid) as file:
            return int(re.search(r"VmRSS:\s*(\d+)", file.read())[1]) / 1024

    def end(self):
        self.process.terminate()
        self.process.wait()


def measure(name, reports, saves):
    server = Server(name, reports)
    times = []
    for step in range(saves + 3):
        time.sleep(APART if name != "hugo" else 2 * APART)
        took = server.save(step)
        if step == 2:
            busy = server.seconds_of_cpu()
        if step > 2:  # the first ones warm all caches
            times.append(took * 1e3)
    busy = (server.seconds_of_cpu() - busy) / saves * 1e3
    memory = server.memory()
    server.end()
    times.sort()
    return (statistics.median(times), times[int(len(times) * 0.95)],
            times[-1], busy, memory)


def row(*cells):
    print("  ".join(str(cell).ljust(30) if i == 0 else str(cell).rjust(12)
                    for i, cell in enumerate(cells)), flush=True)


def main():
    row("save -> changed page served", "median", "p95", "longest",
        "processor", "memory", "of hugo")
    for reports in [int(size) for size in sys.argv[1:] or ("50", "500")]:
        ours = measure("gongkai", reports, SAVES)
        peer = None
        if shutil.which("hugo") and HUGO_SAVES:
            peer = measure("hugo", reports, HUGO_SAVES)
        for name, got in (("gongkai", ours), ("hugo server", peer)):
            if got:
                row("%s, %s pages" % (name, format(reports * PAGES, ",")),
                    *("%.1f ms" % value for value in got[:4]),
                    "%.0f MB" % got[4],
                    "1/%.0f" % (peer[0] / ours[0]) if peer and got is ours
                    else "-")


main()
