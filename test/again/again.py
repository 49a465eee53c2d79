#!/usr/bin/env python3
"""again - runs that rest on a cache end where runs without one end.

    again.py STEPS [SEED]

Changes a site of three towns at random, as clerks would: words, titles, years,
sections, links, pictures, ledgers, old addresses, drafts, plain pages, the theme,
the settings, whole reports; now and then the cache itself is damaged. After each
change the site is built on what the run before left, and built anew in another
folder: pages, messages and exit code have to be the same.

Run from the project's root; GONGKAI names the program (build/gongkai). The last
line is "N passed, N failed".
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile

GONGKAI = os.path.abspath(os.environ.get("GONGKAI", "build/gongkai"))
WORDS = ["新建桥梁2座。", "固定资产投资增长7%，力争完成850万元。", "修路3公里。",
         "财政收入完成900万元，同口径增长5%。", "群众满意。", "**做好**服务。",
         "全年完成投资300万元，其中新建500万元。"]


class Site:
    """The folder that is changed. Files are old, so that their stat is enough
    to know them by."""

    def __init__(self, folder, seed):
        self.folder, self.dice, self.age = folder, random.Random(seed), 0
        self.foreign = set()
        shutil.copytree("test/towns", folder)
        os.makedirs(os.path.join(folder, "themes"))
        for path in self.files("content"):
            self.settle(path)
        if seed % 2:  # links that lead nowhere do not end it all
            for code in ("dead-link", "dead-anchor", "asset", "draft-link"):
                self.set("check", code, "warning")

    def files(self, below, ending=""):
        found = []
        for root, _, names in os.walk(os.path.join(self.folder, below)):
            found += [os.path.relpath(os.path.join(root, name), self.folder)
                      for name in names if name.endswith(ending)]
        return sorted(found)

    def texts(self):
        return [path for path in self.files("content", ".md")
                if path.count("/") > 2]

    def settle(self, path):
        self.age += 1
        os.utime(os.path.join(self.folder, path),
                 (1600000000 + self.age, 1600000000 + self.age))

    def read(self, path):
        with open(os.path.join(self.folder, path), encoding="utf-8") as file:
            return file.read()

    def write(self, path, data):
        full = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())
        if self.dice.random() < 0.9:
            self.settle(path)

    def change(self, path, old, new):
        text = self.read(path)
        if old in text:
            self.write(path, text.replace(old, new, 1))

    # What a clerk does; each is chosen by its name.

    def do_words(self):
        path = self.dice.choice(self.texts())
        lines = self.read(path).split("\n")
        at = self.dice.randrange(12, len(lines))
        if lines[at] and lines[at][0] not in "#|-[":
            lines[at] += self.dice.choice(WORDS)
        self.write(path, "\n".join(lines))

    def do_sentence(self):
        path = self.dice.choice(self.texts())
        self.write(path, self.read(path) + "\n" + self.dice.choice(WORDS) + "\n")

    def do_section(self):
        path = self.dice.choice(self.texts())
        number = self.dice.choice("三四五六七八九")
        self.write(path, self.read(path) +
                   "\n### （%s）又一节\n\n%s\n" % (number, self.dice.choice(WORDS)))

    def do_no_section(self):
        path = self.dice.choice(self.texts())
        text = self.read(path)
        at = text.rfind("\n### ")
        if text.count("\n### ") > 2:
            self.write(path, text[:at] + "\n")

    def do_title(self):
        path = self.dice.choice(self.texts())
        self.change(path, "title: ", "title: %s" % self.dice.choice("新旧"))

    def do_year(self):
        path = self.dice.choice(self.texts())
        self.change(path, "year: 202%d" % self.dice.randrange(4, 6),
                    "year: 202%d" % self.dice.randrange(3, 7))

    def do_draft(self):
        path = self.dice.choice(self.texts())
        if "draft: true\n" in self.read(path):
            self.change(path, "draft: true\n", "")
        else:
            self.change(path, "year: ", "draft: true\nyear: ")

    def do_alias(self):
        path = self.dice.choice(self.texts())
        self.change(path, "year: ", "aliases: [old%d.html]\nyear: " %
                    self.dice.randrange(3))

    def do_link(self):
        path = self.dice.choice(self.texts())
        to = self.dice.choice([
            "../2024/report.md", "../2025/report.md#r0102", "#r0101", "pic.png",
            "../../dongpo/2025/r0101.html", "../../liuwan/2025/targets.html",
            "../../about.md", "../../about.md#none", "table.csv", "../2025/",
            "progress.html", "nothing.md"])
        self.write(path, self.read(path) + "\n看[这里](%s)。\n" % to)

    def do_many(self):
        """More problems than people are shown, where links may be dead."""
        path = self.dice.choice(self.texts())
        self.write(path, self.read(path) + "\n" + "".join(
            "看[这里](none%d.md)。\n" % self.dice.randrange(90)
            for _ in range(self.dice.randrange(90))))

    def do_picture(self):
        folder = os.path.dirname(self.dice.choice(self.texts()))
        path = os.path.join(folder, "pic.png")
        pixel = bytes([self.dice.randrange(256)])
        with open("test/golden/names/content/2020/村路.png", "rb") as file:
            self.write(path, file.read() + pixel)
        text = self.dice.choice(self.texts())
        self.write(text, self.read(text) + "\n![村路](pic.png)\n")

    def do_table(self):
        folder = os.path.dirname(self.dice.choice(self.texts()))
        self.write(os.path.join(folder, "table.csv"),
                   "a,b\n%d,2\n" % self.dice.randrange(9))

    def do_no_file(self):
        files = [path for path in self.files("content")
                 if path.endswith((".png", ".csv"))]
        if files:
            os.remove(os.path.join(self.folder, self.dice.choice(files)))

    def do_ledger(self):
        text = self.dice.choice(self.texts())
        report = os.path.dirname(os.path.relpath(text, "content"))
        subprocess.run([GONGKAI, "-C", self.folder, "targets", "--review",
                        report], capture_output=True, check=False)
        path = "content/%s/targets.csv" % report
        if os.path.exists(os.path.join(self.folder, path)):
            self.change(path, "draft", self.dice.choice(["confirmed", "dropped"]))
            self.settle(path)

    def do_plain(self):
        name = self.dice.choice(["about", "more", "last"])
        self.write("content/%s.md" % name,
                   "---\ntitle: 说明%d\n---\n\n%s看[柳湾](liuwan/2025/r0101.html)。\n"
                   % (self.dice.randrange(3), self.dice.choice(WORDS)))

    def do_no_plain(self):
        for name in ("more", "last"):
            full = os.path.join(self.folder, "content/%s.md" % name)
            if os.path.exists(full):
                os.remove(full)

    def do_report(self):
        text = self.dice.choice(self.texts())
        town = os.path.dirname(os.path.dirname(text))
        path = "%s/202%d/report.md" % (town, self.dice.randrange(2, 8))
        self.write(path, self.read(text))

    def do_two_papers(self):
        text = self.dice.choice(self.texts())
        if not text.endswith("report.md") or len(self.texts()) > 12:
            return
        folder = os.path.dirname(text)
        whole = self.read(text)
        self.write(folder + "/summary.md", whole.replace("kind: report", "kind: summary"))
        self.write(folder + "/plan.md", whole.replace("kind: report", "kind: plan"))
        os.remove(os.path.join(self.folder, text))

    def do_no_report(self):
        if len(self.texts()) > 4:
            os.remove(os.path.join(self.folder, self.dice.choice(self.texts())))

    def do_moved_report(self):
        """Its links and those to it lead elsewhere, or nowhere."""
        folder = os.path.dirname(self.dice.choice(self.texts()))
        to = "%s/202%d" % (os.path.dirname(folder), self.dice.randrange(2, 8))
        if not os.path.exists(os.path.join(self.folder, to)):
            os.rename(os.path.join(self.folder, folder),
                      os.path.join(self.folder, to))

    def do_far_heading(self):
        """A place that another report's link wants comes or goes."""
        self.change(self.dice.choice(self.texts()), "### （一）",
                    self.dice.choice(["### （九）", "### （一）"]))

    def do_foreign(self):
        """A file that is not ours, which stays."""
        pages = self.files("public", ".html")
        if pages:
            name = "foreign%d.txt" % self.dice.randrange(3)
            self.foreign.add(os.path.join(
                os.path.dirname(self.dice.choice(pages)), name))
            for path in self.foreign:
                if os.path.isdir(os.path.dirname(os.path.join(self.folder, path))):
                    self.write(path, "foreign")

    def strange(self):
        return sorted(path for path in self.foreign
                      if os.path.exists(os.path.join(self.folder, path)))

    def do_killed(self):
        """A run that comes to its end before its time."""
        self.change(self.dice.choice(self.texts()), "。", "。一段。")
        run = subprocess.Popen([GONGKAI, "-C", self.folder, "-q", "build"],
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
        try:
            run.wait(self.dice.random() * 0.15)
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()

    def do_touch(self):
        self.settle(self.dice.choice(self.files("content")))

    def do_theme(self):
        if self.dice.random() < 0.5:
            self.write("themes/mine/theme.ini", "name = mine\ninherits = default\n")
            self.write("themes/mine/words.ini",
                       "home = 首页%d\n" % self.dice.randrange(3))
            self.set("theme", "name", "mine")
        else:
            self.set("theme", "name", "default")

    def do_setting(self):
        self.set(*self.dice.choice([
            ("site", "title", "报告"), ("site", "title", "工作报告"),
            ("build", "drafts", "true"), ("build", "drafts", "false"),
            ("build", "keep_texts", "1K"), ("build", "keep_texts", "8M"),
            ("build", "spare", "1"), ("build", "spare", "1"),
            ("build", "spare", "0"),
            ("check", "dead-link", "warning"), ("check", "dead-link", "error"),
            ("check", "dead-anchor", "warning"), ("search", "enable", "true"),
            ("site", "base_url", "https://www.example.gov.cn/"),
            ("site", "base_url", ""), ("targets", "prose_check", "off"),
            ("targets", "prose_check", "warn")]))

    def set(self, section, key, value):
        lines = [line for line in self.read("config.ini").split("\n")
                 if not line.startswith(key + " =")]
        head = "[%s]" % section
        if head not in lines:
            lines.append(head)
        lines.insert(lines.index(head) + 1, "%s = %s" % (key, value))
        self.write("config.ini", "\n".join(lines))

    def do_damage(self):
        name = self.dice.choice([".public.cache", ".public.cache.later"])
        full = os.path.join(self.folder, name)
        if not os.path.exists(full) or os.path.getsize(full) == 0:
            return
        with open(full, "r+b") as file:
            size = os.path.getsize(full)
            if self.dice.random() < 0.3:
                file.truncate(self.dice.randrange(size))
                return
            file.seek(self.dice.randrange(size))
            file.write(bytes([self.dice.randrange(256)]))

    def do_hand(self):
        pages = [path for path in self.files("public", ".html")]
        if pages:
            full = os.path.join(self.folder, self.dice.choice(pages))
            with open(full, "a", encoding="utf-8") as file:
                file.write("<!-- by hand -->")

    def texts_of_all(self):
        texts = {}
        for path in self.files("content") + ["config.ini"]:
            with open(os.path.join(self.folder, path), "rb") as file:
                texts[path] = file.read()
        return texts

    def mend(self, good):
        """Only what differs is touched, as an editor's undo does."""
        now = self.texts_of_all()
        for path in set(now) - set(good):
            os.remove(os.path.join(self.folder, path))
        for path, data in good.items():
            if now.get(path) != data:
                self.write(path, data)

    def step(self):
        """Some changes; their names."""
        names = sorted(name for name in dir(self) if name.startswith("do_"))
        often = ["do_words", "do_sentence"] * 6 + ["do_link", "do_report"] * 3
        often += ["do_many"]
        done = [self.dice.choice(names + often)
                for _ in range(self.dice.choice([1, 1, 1, 2, 4]))]
        for name in done:
            getattr(self, name)()
        return done


def build(folder, *told):
    run = subprocess.run([GONGKAI, "-C", folder, *told, "build"],
                         capture_output=True, check=False,
                         env=dict(os.environ, LC_ALL="C"))
    lines = run.stderr.decode(errors="replace").split("\n")
    left = False
    told = []
    for line in lines:
        if line.startswith("public was ") or '"status"' in line:
            continue
        # what a killed run left is told once, by one of the two
        left = ("[left-over]" in line or '"left-over"' in line or
                (left and line.startswith("    ")))
        if not left:
            told.append(line)
    return run.returncode, told


def pages(folder):
    found = {}
    for root, _, names in os.walk(os.path.join(folder, "public")):
        for name in names:
            full = os.path.join(root, name)
            if name.startswith("foreign"):
                continue
            with open(full, "rb") as file:
                found[os.path.relpath(full, folder)] = file.read()
    return found


def differences(one, other):
    return sorted(path for path in set(one) | set(other)
                  if one.get(path) != other.get(path))[:5]


def main():
    steps = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    work = tempfile.mkdtemp(prefix="again.", dir="/dev/shm"
                            if os.path.isdir("/dev/shm") else None)
    passed = failed = made = 0
    try:
        site = Site(os.path.join(work, "site"), seed)
        fresh = os.path.join(work, "fresh")
        build(site.folder)
        good, wanted = site.texts_of_all(), 0
        for step in range(steps):
            if wanted != 0 and site.dice.random() < 0.7:
                site.mend(good)
                done = ["mend"]
            else:
                done = site.step()
            before, strange = pages(site.folder), site.strange()
            form = site.dice.choice([["-v"], [], ["--format", "json"]])
            code, told = build(site.folder, *form)
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.copytree(site.folder, fresh, ignore=lambda _, names: [
                name for name in names if "public" in name])
            wanted, tells = build(fresh, *form)
            want = pages(fresh) if wanted == 0 else before
            good = site.texts_of_all() if wanted == 0 else good
            made += wanted == 0
            wrong = differences(pages(site.folder), want)
            wrong += [path for path in strange if path not in site.strange()]
            if code == wanted and told == tells and not wrong:
                passed += 1
                continue
            failed += 1
            print("FAIL step %d, seed %d: %s\n    exit %d, wanted %d; %s\n%s" % (
                step, seed, " ".join(done), code, wanted, wrong, "\n".join(
                    "    < %s\n    > %s" % pair for pair in
                    zip(told + [""], tells + [""]) if pair[0] != pair[1])[:800]))
            break
            # a site that went wrong once says nothing more
        if made < steps // 3:
            failed += 1
            print("FAIL only %d of %d sites could be made" % (made, steps))
        print("%d passed, %d failed" % (passed, failed))
    finally:
        shutil.rmtree(work)
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
