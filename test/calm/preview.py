"""preview - a preview that runs, and clients of it: what calm.py rests on."""
import os
import re
import socket
import struct
import subprocess
import time
import zlib

PROGRAM = os.path.abspath(os.environ.get("GONGKAI", "build/gongkai"))
POLICY = b'http-equiv="Content-Security-Policy" content="'


def plain(path, page):
    """A page without what the preview adds to it: what `build` writes."""
    if not path.endswith(".html"):
        return page
    page = re.sub(rb'<script src="/~[^"]*/live\.js"[^>]*></script>\n', b"",
                  page, count=1)
    at = page.find(POLICY)
    if at < 0:
        return page
    at += len(POLICY)
    rules, quote, rest = page[at:].partition(b'"')
    rules = rules.removeprefix(b"connect-src 'self'; ")
    if rules.count(b"script-src") == 1:
        rules = rules.removeprefix(b"script-src 'self'; ")
    if path == "404.html":
        rules = rules.removeprefix(b"base-uri 'self'; ")
        rest = rest.replace(b'<base href="/">', b"", 1)
    return page[:at] + rules + quote + rest


def picture(shade):
    """A PNG of one grey dot."""
    def chunk(kind, data):
        body = kind + data
        return (struct.pack(">I", len(data)) + body +
                struct.pack(">I", zlib.crc32(body)))
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(bytes([0, shade % 256]))) +
            chunk(b"IEND", b""))


class Preview:
    """`gongkai serve` on a folder; `log` takes what it says."""

    def __init__(self, folder, log, before=()):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            wanted = probe.getsockname()[1]
        self.folder = folder
        self.log = open(log, "wb")
        self.process = subprocess.Popen(
            [*before, PROGRAM, "-C", folder, "--lang", "en", "serve", "-p",
             str(wanted)], stdout=self.log, stderr=self.log,
            stdin=subprocess.DEVNULL)
        self.port, until = None, time.time() + 60
        while not self.port and time.time() < until:
            time.sleep(0.05)
            with open(log, errors="replace") as said:
                found = re.search(r"preview: http://[^:]*:(\d+)/", said.read())
            self.port = int(found[1]) if found else None
        self.wait(lambda: self.get("index.html")[0] == 200, 300)

    def connect(self, seconds=30):
        return socket.create_connection(("127.0.0.1", self.port), seconds)

    def get(self, path):
        """Status and body of one request on a connection of its own."""
        try:
            with self.connect() as link:
                link.sendall(("GET /%s HTTP/1.1\r\nHost: localhost\r\n"
                              "Connection: close\r\n\r\n" % path).encode())
                data = b"".join(iter(lambda: link.recv(1 << 16), b""))
        except OSError:
            return 0, b""
        head, _, body = data.partition(b"\r\n\r\n")
        return (int(head.split()[1]) if head else 0), body

    def wait(self, holds, seconds):
        until = time.time() + seconds
        while time.time() < until:
            if holds():
                return True
            time.sleep(0.1)
        return False

    def listen(self, path):
        """A stream as an open page has it."""
        page = self.get(path)[1].decode("utf-8", "replace")
        found = re.search(r'src="/~(\w+)/live\.js".*?data-print="(\w+)"', page)
        link = self.connect()
        link.sendall(("GET /~%s/events?path=%s&print=%s HTTP/1.1\r\n"
                      "Host: localhost\r\n\r\n"
                      % (found[1], path, found[2])).encode())
        return link

    def status(self, key):
        with open("/proc/%d/status" % self.process.pid) as file:
            return int(re.search(key + r":\s*(\d+)", file.read())[1])

    def memory(self):
        """Resident kilobytes."""
        return self.status("VmRSS")

    def files(self):
        return len(os.listdir("/proc/%d/fd" % self.process.pid))

    def bare_files(self):
        """As many as it holds while nobody asks: what it reads or loads
        just now is open for a moment only."""
        seen = []
        for _ in range(20):
            seen.append(self.files())
            time.sleep(0.05)
        return min(seen)

    def runs(self):
        return self.process.poll() is None

    def end(self):
        self.process.terminate()
        code = self.process.wait(60)
        self.log.close()
        return code

    def differences(self, ever=()):
        """Paths whose bytes are not those of a build from nothing."""
        out = os.path.join(self.folder, "fresh")
        subprocess.run(["rm", "-rf", out], check=True)
        built = subprocess.run([PROGRAM, "-q", "-C", self.folder, "build",
                                "-o", "fresh"], capture_output=True)
        if built.returncode:
            return ["the build failed: " + built.stderr.decode()[-2000:]]
        wrong, there = [], set()
        for where, _, names in os.walk(out):
            for name in names:
                full = os.path.join(where, name)
                path = os.path.relpath(full, out)
                if path.startswith("manifest"):
                    continue
                there.add(path)
                with open(full, "rb") as file:
                    wanted = file.read()
                status, got = self.get(path)
                if status != 200 or plain(path, got) != wanted:
                    wrong.append(path)
        wrong += [path for path in ever - there if self.get(path)[0] != 404]
        return wrong, there
