#!/usr/bin/env python3
"""measure - builds the same corpus with gongkai, with a peer and with the
limit program, in turns, and prints medians of the ratios of each round.

Called by scripts/bench/run, which says where everything lies. Each full build
goes into a fresh folder; a run's time, processor time and memory are those
that the kernel tells of the finished process.
"""
import os
import shutil
import statistics
import subprocess
import sys
import time

PROGRAM = os.path.abspath(os.environ["GONGKAI"])
SHARED = os.path.abspath(os.environ["GONGKAI_BENCH"])
WORK = os.environ["BENCH_DIR"]
ROUNDS = int(os.environ["BENCH_ROUNDS"])
LIMIT = os.path.join(WORK, "limit")
PAGES = 24  # of a report
MEMORY_GOAL = {5000: "<= 256 MB", 50000: "<= 1 GB"}
HUGO_MOST = int(os.environ.get("BENCH_HUGO_MOST", "500"))  # 8 GB at 5,000


class Run:
    """One finished process."""

    def __init__(self, *command, **options):
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, **options)
        self.text = child.stdout.read().decode("utf-8", "replace")
        _, status, usage = os.wait4(child.pid, 0)
        self.wall = time.monotonic() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit("bench: %s\n%s" % (" ".join(command), self.text))


def bytes_below(folder):
    total = 0
    for where, _, names in os.walk(folder):
        total += sum(os.lstat(os.path.join(where, name)).st_size
                     for name in names)
    return total


def corpus(shape, reports):
    """The folder of a corpus, made when first asked for."""
    folder = os.path.join(WORK, "%s%d" % (shape, reports))
    if not os.path.isdir(folder):
        Run(sys.executable, os.path.join(SHARED, "corpus.py"), "--reports",
            str(reports), "--shape", shape, "--out",
            os.path.join(folder, "content"))
        open(os.path.join(folder, "config.ini"), "w").close()
    return folder


def fresh(name):
    folder = os.path.join(WORK, name)
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def gongkai(reports, out, *more):
    return Run(PROGRAM, "build", "-C", corpus("native", reports), "-o", out,
               *more, env=dict(os.environ, LC_ALL="C"))


def hugo(reports, out):
    return Run("hugo", "--quiet", "-s", os.path.join(SHARED, "hugo"), "-c",
               os.path.join(corpus("hugo", reports), "content"), "-d", out)


def limit(mode, reports, *more):
    return Run(LIMIT, mode,
               os.path.join(corpus("native", reports), "content"), *more)


def has_limit():
    return os.access(LIMIT, os.X_OK)


def has_hugo(reports):
    return shutil.which("hugo") and reports <= HUGO_MOST


def median(values):
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def ratio(a, b):
    return a / b if a is not None and b else None


def shown(value, form):
    return form % value if value is not None else "-"


def row(*cells):
    cells += ("",) * (7 - len(cells))
    widths = (34, 11, 11, 11, 10, 10, 9)
    print("  ".join(cell.ljust(w) if i == 0 else cell.rjust(w)
                    for i, (cell, w) in enumerate(zip(cells, widths))),
          flush=True)


def full(reports):
    """Full builds of one size; gives the medians that others compare with."""
    rounds = []
    for _ in range(max(1, ROUNDS if reports < 5000 else 1)):
        out = fresh("out")
        ours = gongkai(reports, out)
        size = bytes_below(out)
        peer = hugo(reports, fresh("peer")) if has_hugo(reports) else None
        least = None
        if has_limit():
            least = limit("full", reports, fresh("least"), "-t", "1", "-a",
                          "bump", "-x", "table")
        rounds.append((ours, size, peer, least))
        fresh("peer"), fresh("least")

    def of(pick):
        return median([pick(*each) for each in rounds])

    name = "full, {:,} pages".format(reports * PAGES)
    row(name + ": wall", shown(of(lambda o, s, p, l: o.wall), "%.3f s"),
        shown(of(lambda o, s, p, l: p and p.wall), "%.3f s"),
        shown(of(lambda o, s, p, l: l and l.wall), "%.3f s"),
        shown(of(lambda o, s, p, l: p and ratio(p.wall, o.wall)), "1/%.1f"),
        shown(of(lambda o, s, p, l: l and ratio(o.wall, l.wall)), "%.1f"),
        "<= 1/12")
    row("  memory", shown(of(lambda o, s, p, l: o.memory), "%.0f MB"),
        shown(of(lambda o, s, p, l: p and p.memory), "%.0f MB"),
        shown(of(lambda o, s, p, l: l and l.memory), "%.0f MB"),
        shown(of(lambda o, s, p, l: p and ratio(p.memory, o.memory)),
              "1/%.1f"),
        shown(of(lambda o, s, p, l: l and ratio(o.memory, l.memory)), "%.1f"),
        MEMORY_GOAL.get(reports, "<= 1/10"))

    def per_byte(run, size):
        return ratio(run.cpu * 1e9, size)

    row("  processor, ns a byte written",
        shown(of(lambda o, s, p, l: per_byte(o, s)), "%.1f"), "-",
        shown(of(lambda o, s, p, l: l and per_byte(l, out_bytes(l))), "%.1f"),
        "-",
        shown(of(lambda o, s, p, l: l and ratio(
            per_byte(o, s), per_byte(l, out_bytes(l)))), "%.2f"), "<= 2.5")
    row("  written", shown(of(lambda o, s, p, l: s / 1e6), "%.1f MB"), "-",
        shown(of(lambda o, s, p, l: l and out_bytes(l) / 1e6), "%.1f MB"),
        "-", "-", "")
    fresh("out")
    return of(lambda o, s, p, l: o.cpu), of(lambda o, s, p, l: o.memory)


def out_bytes(run):
    for word in run.text.split():
        if word.startswith("out=") and word.endswith("MB"):
            return float(word[4:-2]) * 1e6
    return None


def change(reports, step):
    """Mends one sentence of one report, another way each time."""
    folder = os.path.join(corpus("native", reports), "content")
    first = sorted(os.listdir(folder))[reports // 2]
    path = os.path.join(folder, first, "summary.md")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    mark = "\u3002\n\n### "
    at = text.index(mark)
    tail = "\uff0c\u6210\u6548\u660e\u663e" * (step % 2)
    bare = text[:at].removesuffix("\uff0c\u6210\u6548\u660e\u663e")
    with open(path, "w", encoding="utf-8") as file:
        file.write(bare + tail + text[at:])


def again(reports):
    """A second run with nothing changed, then with one sentence changed."""
    same, stats, changed, peers = [], [], [], []
    out = fresh("out")
    gongkai(reports, out)
    if has_hugo(reports):
        hugo(reports, fresh("peer"))
    time.sleep(0.1)
    gongkai(reports, out)
    for step in range(ROUNDS):
        same.append(gongkai(reports, out).wall)
        if has_limit():
            stats.append(limit("stat", reports).wall)
        if has_hugo(reports):
            peers.append(hugo(reports, os.path.join(WORK, "peer")).wall)
        change(reports, step + 1)
        run = gongkai(reports, out)
        changed.append(run.wall)
        told = run.text.strip().splitlines()[-1]
    name = "{:,} pages".format(reports * PAGES)
    row(name + ", nothing changed", shown(median(same), "%.4f s"),
        shown(median(peers), "%.3f s"), shown(median(stats), "%.4f s"),
        shown(median(map(ratio, peers, same)), "1/%.0f"),
        shown(median(map(ratio, same, stats)), "%.1f"), "<= 5")
    more = [b - a for a, b in zip(same, changed)]
    row("  one sentence changed, more", shown(median(more) * 1e3, "%.1f ms"),
        "-", "-", "-", "-", "<= 15 ms")
    print("  " + told)


def threads(reports):
    rounds = []
    for _ in range(ROUNDS):
        one = gongkai(reports, fresh("out"), "--jobs", "1").wall
        two = gongkai(reports, fresh("out"), "--jobs", "2").wall
        rounds.append((one, two))
    row("2 threads against 1, {:,} pages".format(reports * PAGES),
        shown(median(two for _, two in rounds), "%.3f s"), "-", "-", "-",
        shown(median(ratio(one, two) for one, two in rounds), "%.2f"),
        ">= 1.7")


def start_up():
    empty = median(Run("true").wall for _ in range(20))
    ours = median(Run(PROGRAM, "version").wall for _ in range(20))
    row("start-up (gongkai version)", shown(ours * 1e3, "%.2f ms"), "-",
        shown(empty * 1e3, "%.2f ms"), "-", shown(ratio(ours, empty), "%.1f"),
        "<= 3 ms")


def main():
    sizes = [int(size) for size in sys.argv[1:]]
    row("work", "gongkai", "hugo", "limit", "of hugo", "of limit", "goal")
    costs = [(size, *full(size)) for size in sizes]
    for (small, cpu, memory), (large, most, more) in zip(costs, costs[1:]):
        row("growth {:,} -> {:,} pages".format(small * PAGES, large * PAGES),
            "%.1f" % ratio(most, cpu), "-", "-", "-", "-",
            "<= %.1f" % (large / small * 1.15))
        row("  memory of a further report",
            "%.1f KB" % ((more - memory) * 1024 / (large - small)))
    again(sizes[min(1, len(sizes) - 1)])
    threads(sizes[0])
    start_up()


main()
