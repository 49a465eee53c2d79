#!/usr/bin/env python3
"""calm - the preview under load: it neither grows, nor ends, nor shows
anything but what a build from nothing would.

    calm.py soak SECONDS [CLIENTS [REPORTS]]    random edits and open pages
    calm.py crowd FILES CLIENTS      git checks out another branch of so many
                                     files while so many pages are open
    calm.py overflow                 more events than the system keeps
    calm.py limits                   the system grants no more watches
    calm.py raw                      what curl cannot ask, and slow clients
    calm.py requests COUNT           broken and odd requests

Run from the project's root; GONGKAI names the program (build/gongkai). Says
what it saw; the last line is "N passed, N failed".
"""
import os
import random
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from preview import Preview  # noqa: E402
from town import Town  # noqa: E402

counts = {True: 0, False: 0}


def check(holds, sentence, shown=""):
    counts[bool(holds)] += 1
    if not holds:
        print("FAIL %s\n    %s" % (sentence, str(shown)[:2000]), flush=True)


class Crowd:
    """Pages that are open: each comes back when its stream is ended."""

    def __init__(self, preview, size, dice):
        self.preview, self.dice, self.size = preview, dice, size
        self.links, self.told, self.back = [], 0, 0
        self.fill()

    def fill(self):
        paths = ["index.html", "about.html", "map.html", "2025/index.html"]
        while len(self.links) < self.size:
            try:
                self.links.append(self.preview.listen(self.dice.choice(paths)))
            except (OSError, TypeError):  # gone for now
                break

    def hear(self):
        """Takes what was sent; those that were cut come back."""
        if not self.links:
            return
        for link in select.select(self.links, [], [], 0)[0]:
            try:
                got = link.recv(1 << 16)
            except OSError:
                got = b""
            self.told += got.count(b"event: ")
            if not got or b"event: reload" in got or got.endswith(b"0\r\n\r\n"):
                link.close()
                self.links.remove(link)
                self.back += 1
        self.fill()

    def leave(self):
        for link in self.links:
            link.close()
        self.links = []


def settle(preview, name):
    """Waits until the last change was seen, and what was late was made."""
    seen = preview.wait(lambda: name.encode() in preview.get("index.html")[1],
                        120)
    check(seen, "the last change is seen")
    time.sleep(2)


def compare(preview, ever=frozenset()):
    wrong, there = preview.differences(set(ever))
    check(not wrong, "every page is that of a build from nothing", wrong)
    return there


def soak(folder, seconds, clients=200, reports=30):
    town = Town(folder, reports)
    preview = Preview(folder, os.path.join(folder, "log"))
    ever = compare(preview)
    crowd = Crowd(preview, clients, random.Random(2))
    samples, edits, begun, next_look = [], 0, time.time(), 0
    while time.time() - begun < seconds and preview.runs():
        town.edit()
        edits += 1
        for _ in range(town.dice.randrange(1, 5)):
            time.sleep(0.1)
            crowd.hear()
            preview.get(town.dice.choice(sorted(ever)))
        if time.time() >= next_look:
            samples.append((time.time() - begun, preview.memory(),
                            preview.files()))
            next_look = time.time() + max(1, seconds / 120)
    check(preview.runs(), "it runs to the end")
    crowd.leave()
    settle(preview, town.mend())
    ever = compare(preview, ever)
    step = max(1, len(samples) // 20)
    for at, memory, files in samples[::step]:
        print("%6.0f s  %7d kB  %4d descriptors" % (at, memory, files))
    quarter = max(1, len(samples) // 4)
    early = statistics.median(s[1] for s in samples[quarter:2 * quarter])
    late = statistics.median(s[1] for s in samples[-quarter:])
    with open(os.path.join(folder, "log"), errors="replace") as file:
        said = file.read()
    print("%d updates were good, %d were not" % (
        said.count(" updated "), said.count(" errors: ")))
    print("%d edits, %d pages open, %d events, %d came back; memory of the "
          "last quarter / the second: %.3f" % (edits, clients, crowd.told,
                                               crowd.back, late / early))
    if seconds >= 300:
        check(late <= early * 1.05, "memory is flat", (early, late))
    time.sleep(1)
    check(preview.files() < 40, "descriptors are given back", preview.files())
    check(preview.end() == 143, "it ends tidily")


def git(folder, *words):
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@localhost",
                    "-C", folder, *words], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def pages(folder, files, text):
    for at in range(files):
        path = os.path.join(folder, "content", "p%04d.md" % at)
        with open(path, "w", encoding="utf-8") as file:
            file.write("---\ntitle: 页%d\n---\n\n%s%d。\n" % (at, text, at))


def updates(folder):
    with open(os.path.join(folder, "log"), errors="replace") as file:
        return sum(" updated " in line for line in file)


def crowd(folder, files, clients):
    Town(folder, 2)
    pages(folder, files, "甲")
    with open(os.path.join(folder, ".gitignore"), "w") as file:
        file.write("log\nfresh*\n.fresh*\n")
    git(folder, "init", "-q", "-b", "one")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "one")
    git(folder, "checkout", "-q", "-b", "two")
    pages(folder, files, "乙")
    git(folder, "commit", "-q", "-a", "-m", "two")
    preview = Preview(folder, os.path.join(folder, "log"))
    bare = preview.bare_files()
    open_pages = Crowd(preview, clients, random.Random(1))
    check(len(open_pages.links) == clients, "all pages are open",
          len(open_pages.links))
    check(preview.wait(lambda: preview.files() >= bare + clients, 30),
          "and each has its connection", preview.files())
    memory = []
    for branch, text in (("one", "甲"), ("two", "乙")) * 2:
        before = updates(folder)
        git(folder, "checkout", "-q", branch)
        last = "p%04d.html" % (files - 1)
        seen = preview.wait(lambda: text.encode() in preview.get(last)[1], 120)
        check(seen, "branch %s is seen" % branch)
        preview.wait(lambda: updates(folder) > before, 30)
        time.sleep(1.5)
        print("%d files checked out: %d updates" % (
            files, updates(folder) - before))
        open_pages.hear()
        memory.append(preview.memory())
    compare(preview)
    check(memory[-1] <= memory[1] * 1.1, "memory is flat", memory)
    open_pages.leave()
    back = preview.wait(lambda: preview.files() <= bare + 2, 30)
    check(back, "descriptors are given back", (bare, preview.files()))
    check(preview.end() == 143, "it ends tidily")


def overflow(folder):
    """The system keeps so many events; what comes while it sleeps is lost."""
    Town(folder, 2)
    preview = Preview(folder, os.path.join(folder, "log"))
    with open("/proc/sys/fs/inotify/max_queued_events") as limit:
        files = int(limit.read()) // 3 + 1000  # made, closed and removed
    os.kill(preview.process.pid, signal.SIGSTOP)
    for at in range(files):
        path = os.path.join(folder, "content", "x%d.md" % at)
        with open(path, "w"):
            pass
        os.remove(path)
    pages(folder, 50, "丙")
    new = os.path.join(folder, "content", "files")
    for at in range(3):  # in folders whose making went unseen
        os.makedirs(os.path.join(new, "d%d" % at))
        with open(os.path.join(new, "d%d" % at, "q%d.md" % at), "w") as file:
            file.write("---\ntitle: 深%d\n---\n\n深处。\n" % at)
    os.kill(preview.process.pid, signal.SIGCONT)
    seen = preview.wait(lambda: preview.get("p0049.html")[0] == 200, 60)
    check(seen, "what was lost is found")
    compare(preview)
    with open(os.path.join(new, "d2", "q2.md"), "a") as file:
        file.write("\n又一句。\n")
    seen = preview.wait(lambda: "又一句".encode() in
                        preview.get("files/d2/q2.html")[1], 30)
    check(seen, "folders whose making was lost are watched",
          preview.get("files/d2/q2.html"))
    check(preview.end() == 143, "it ends tidily")


def limits(folder):
    """Without watches it looks by itself, and tells what to raise."""
    for what, number in (("watches", 3), ("instances", 0)):
        site = os.path.join(folder, what)
        os.makedirs(site)
        town = Town(site, 2)
        script = ("echo %d >/proc/sys/user/max_inotify_%s && exec \"$@\""
                  % (number, what))
        preview = Preview(site, os.path.join(site, "log"),
                          ("unshare", "-Ur", "sh", "-c", script, "sh"))
        with open(os.path.join(site, "log"), errors="replace") as file:
            said = file.read()
        check("fs.inotify.max_user_" + what in said,
              "the limit on %s is told with what to raise" % what, said)
        town.name += 1
        town.write_config()
        settle(preview, "示例镇%d" % town.name)
        os.rename(os.path.join(site, "content", "2025"),
                  os.path.join(site, "content", "moved"))
        seen = preview.wait(lambda: preview.get("moved/")[0] == 200 and
                            preview.get("2025/")[0] == 404, 30)
        check(seen, "a folder that moved is seen by looking")
        compare(preview)
        check(preview.end() == 143, "it ends tidily")


GET, HOST = b"GET / HTTP/1.1\r\n", b"Host: localhost\r\n"
RAW = [  # what is asked, the answers that are right; "" is a cut
    ("plainly", GET + HOST, "200"),
    ("without a host", GET, "400"),
    ("with two hosts", GET + HOST + HOST, "400"),
    ("for a host that begins like ours",
     GET + b"Host: 127.0.0.1.evil.example\r\n", "403"),
    ("with two lengths", GET + HOST + b"Content-Length: 1\r\n" * 2, "400"),
    ("with a length and chunks", GET + HOST + b"Content-Length: 1\r\n"
     b"Transfer-Encoding: chunked\r\n", "400"),
    ("by a foreign page", GET + HOST + b"Origin: http://evil.example\r\n",
     "403"),
    ("by a sandboxed page", GET + HOST + b"Origin: null\r\n", "403"),
    # the library ends the address there: a page that is not, or one of ours
    ("with NUL in the path", b"GET /a\0b HTTP/1.1\r\n" + HOST, "400 404"),
    ("by a long address", b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n" + HOST,
     "414"),
    ("by a very long address",
     b"GET /" + b"a" * 40000 + b" HTTP/1.1\r\n" + HOST, "414 "),
    ("with 5,000 headers", GET + HOST + b"A: b\r\n" * 5000, "431 413 "),
    ("by HTTP/9.9", b"GET / HTTP/9.9\r\n" + HOST, "505 "),
    ("by HTTP/0.9", b"GET /\r\n", "400 505 "),
    ("by TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20, "400 "),
    ("the whole address", b"GET http://localhost/ HTTP/1.1\r\n" + HOST,
     "200 400"),
    ("to connect", b"CONNECT evil.example:80 HTTP/1.1\r\n" + HOST, "400 405"),
    ("to trace", b"TRACE / HTTP/1.1\r\n" + HOST, "405"),
    ("beyond several ranges",
     GET + HOST + b"Range: bytes=0-1,5-6\r\n", "200 206"),
]


def cut_after(link, sends):
    """Seconds until a connection is ended that sends this each second."""
    begun = time.time()
    link.settimeout(1)
    while time.time() - begun < 40:
        try:
            link.sendall(sends)
            if not link.recv(100):
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.time() - begun


def raw(folder):
    Town(folder, 2)
    preview = Preview(folder, os.path.join(folder, "log"))
    slow = [preview.connect() for _ in range(150)]
    for link in slow:
        link.sendall(b"GET / HT")
    for told, data, right in RAW:
        got = ask(preview, data + b"\r\n", None, 10)
        status = got.split()[1].decode() if got.count(b" ") else ""
        check(status in right.split(" "), "asked %s" % told, got[:200])
        check(b"access-control" not in got.lower(), "no other may read")
    took = cut_after(slow[0], b"")
    check(took < 30, "who never ends a request is cut", took)
    took = cut_after(preview.connect(), b"G")
    check(took < 30, "who sends a byte now and then is cut", took)
    for link in slow:
        link.close()
    check(preview.end() == 143, "it ends tidily")


METHODS = [b"GET", b"HEAD", b"POST", b"PUT", b"BREW", b"CONNECT", b"TRACE",
           b"G\0T", b"", b"OPTIONS"]
TARGETS = [b"/", b"/2025/", b"/2025/r0101.html", b"/css/site.css", b"/../x",
           b"/%2e%2e/%2e%2e/etc/passwd", b"/..%2f..%2fetc/passwd",
           b"/\\..\\..\\etc\\passwd", b"//etc/passwd", b"/index.html%00.png",
           b"/%", b"/%zz", b"/%ff", b"/.git/config", b"/content/about.md",
           b"*", b"http://evil.example/", b"/" + b"a" * 5000, b"/~x/events",
           b"/config.ini", b"/index.html/", b"/<script>", b"/?a=%00", b"?"]
HEADERS = [b"Host: localhost", b"Host: 127.0.0.1", b"Host: evil.example",
           b"Host:", b"Range: bytes=0-9", b"Range: bytes=99999999-",
           b"Range: bytes=0-1,3-4", b"Range: x", b"If-None-Match: *",
           b"Content-Length: 5", b"Content-Length: -1", b"Content-Length: 0",
           b"Transfer-Encoding: chunked", b"Origin: http://evil.example",
           b"Connection: close", b"Connection: keep-alive", b"X" * 3000,
           b"Accept-Encoding: gzip", b"Expect: 100-continue", b": x",
           b"Upgrade: websocket", b"\xff\xfe: \x01", b" folded"]
VERSIONS = [b"HTTP/1.1", b"HTTP/1.1", b"HTTP/1.1", b"HTTP/1.0", b"HTTP/9.9",
            b"", b"HTTP/1.1 x"]


def odd_request(dice):
    """A request that is well-formed, or nearly, or not at all."""
    kind = dice.randrange(10)
    if kind == 0:
        return dice.randbytes(dice.randrange(1, 300))
    target = dice.choice(TARGETS)
    if dice.randrange(3) == 0:
        target = bytearray(target)
        for _ in range(dice.randrange(1, 4)):
            target.insert(dice.randrange(len(target) + 1), dice.randrange(256))
        target = bytes(target)
    lines = [b" ".join((dice.choice(METHODS) if kind < 4 else b"GET", target,
                        dice.choice(VERSIONS)))]
    if kind > 2:
        lines.append(b"Host: localhost")
    lines += [dice.choice(HEADERS) for _ in range(dice.randrange(4))]
    text = b"\r\n".join(lines) + b"\r\n\r\n"
    if kind == 1:
        return text[:dice.randrange(1, len(text))]
    return text


def ask(preview, data, dice, patience=0.02):
    """Sends it and reads the answer, or goes away without."""
    try:
        with preview.connect(patience) as link:
            link.sendall(data)
            if dice and dice.randrange(8) == 0:
                return b""
            return link.recv(1 << 14)
    except OSError:
        return b""


def requests(folder, count):
    Town(folder, 3)
    preview = Preview(folder, os.path.join(folder, "log"))
    dice, wrong, memory = random.Random(4), [], 0
    with open("/etc/passwd", "rb") as file:
        secret = file.readline().strip()
    bare, begun = preview.bare_files(), time.time()
    for at in range(count):
        data = odd_request(dice)
        got = ask(preview, data, dice)
        if secret in got or b"access-control" in got.lower():
            wrong.append((data, got))
        if at == count // 10:
            memory = preview.memory()
    print("%d requests in %.0f s, memory %d kB, then %d kB" % (
        count, time.time() - begun, memory, preview.memory()))
    check(not wrong, "nothing from outside is answered", wrong[:3])
    check(preview.runs(), "it still runs")
    check(preview.get("index.html")[0] == 200, "and answers")
    check(abs(preview.memory() - memory) <= memory * 0.05,
          "memory is within a twentieth", (memory, preview.memory()))
    back = preview.wait(lambda: preview.files() <= bare, 30)
    check(back, "descriptors are given back", (bare, preview.files()))
    check(preview.end() == 143, "it ends tidily")


def main():
    what, numbers = sys.argv[1], [int(word) for word in sys.argv[2:]]
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = tempfile.mkdtemp(prefix="calm.", dir=memory)
    try:
        {"soak": soak, "crowd": crowd, "overflow": overflow,
         "limits": limits, "raw": raw, "requests": requests}[what](folder, *numbers)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("%d passed, %d failed" % (counts[True], counts[False]))
    sys.exit(1 if counts[False] else 0)


main()
