"""town - a site whose files are changed at random, as many hands would."""
import os
import random
import shutil

from preview import picture


class Town:
    """Reports of some years, pages, pictures, a theme and a configuration."""

    def __init__(self, folder, reports, seed=1):
        self.folder, self.dice = folder, random.Random(seed)
        self.years = [2025 - at for at in range(reports)]
        self.state = {year: {"words": 0, "title": 0, "more": 0, "broken": False,
                             "there": True, "picture": 0, "goal": 7}
                      for year in self.years}
        self.theme, self.theme_broken, self.name = 0, False, 0
        self.style, self.style_broken = 0, False
        shutil.copytree("themes", os.path.join(folder, "themes"))
        self.write("themes/mine/theme.ini",
                   "name = mine\ninherits = default\n")
        self.write("content/about.md", "---\ntitle: 关于\n---\n\n第0版。\n")
        self.write_theme()
        self.write_config()
        for year in self.years:
            self.write_report(year)

    def write(self, path, text):
        full = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        how = self.dice.randrange(3)
        data = text if isinstance(text, bytes) else text.encode()
        if how == 0:  # in place
            with open(full, "wb") as file:
                file.write(data)
            return
        made = full + ("~" if how == 1 else ".tmp")  # beside, then moved
        with open(made, "wb") as file:
            file.write(data)
        os.replace(made, full)

    def write_config(self):
        self.write("config.ini", "[site]\ntitle = 示例镇%d\n\n[theme]\n"
                   "name = mine\n" % self.name)

    def write_theme(self):
        self.write("themes/mine/missing.html",
                   "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><title>没有"
                   "</title></head><body>%s<p>第%d版</p></body></html>\n"
                   % ("{{#lang}}" if self.theme_broken else "", self.theme))

    def write_report(self, year):
        state, folder = self.state[year], "content/%d" % year
        if not state["there"]:
            shutil.rmtree(os.path.join(self.folder, folder),
                          ignore_errors=True)
            return
        lines = ["---", "title: 报告%d" % state["title"], "year: %d" % year,
                 "---", "", "## 一、%d年工作总结" % (year - 1), "",
                 "### （一）修路", "", "修了%d公里路。" % state["words"], ""]
        for at in range(state["more"] % 4):
            lines += ["### （%s）治水" % "二三四五"[at], "", "治了水。", ""]
        if state["picture"]:
            self.write(folder + "/a.png", picture(state["picture"]))
            lines += ["![图](a.png)", ""]
        if state["broken"]:
            lines += ["<script>x</script>", ""]
        lines += ["## 二、%d年工作计划" % year, "",
                  "固定资产投资增长%d%%，新建桥梁%d座。" % (
                      state["goal"], state["goal"] % 5 + 1), ""]
        self.write(folder + "/report.md", "\n".join(lines))

    def edit(self):
        """One change; most are words."""
        year = self.dice.choice(self.years)
        state, kind = self.state[year], self.dice.randrange(20)
        if kind == 0:
            self.name += 1
            return self.write_config()
        if kind == 1:
            self.theme += 1
            self.theme_broken = self.dice.randrange(4) == 0
            return self.write_theme()
        if kind == 2:
            return self.write("content/about.md", "---\ntitle: 关于\n---\n\n"
                              "第%d版。\n" % self.dice.randrange(1000))
        if kind == 3:
            state["there"] = not state["there"]
        elif kind == 4:
            state["broken"] = not state["broken"]
        elif kind == 5:
            state["picture"] += 1
        elif kind < 9:
            state[("title", "more", "goal")[kind - 6]] += 1
        else:
            state["words"] += 1
        return self.write_report(year)

    def mend(self):
        """Nothing is wrong any more; the name tells that it was seen."""
        self.theme_broken = False
        self.write_theme()
        for year in self.years:
            self.state[year]["broken"] = False
            self.state[year]["there"] = True
            self.write_report(year)
        self.name += 1
        self.write_config()
        return "示例镇%d" % self.name
