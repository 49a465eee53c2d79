/*
 * Looks for words in the text of all pages. The text comes from js/text.js by
 * a script tag (and from a file for each report where the site is large), so
 * that it works from file:// and asks nothing of any server. ES5 only.
 *
 * A word is found wherever its characters stand, full-width or half-width,
 * upper or lower case. Several words have to stand in the same paragraph.
 */
(function () {
  "use strict";

  var PAGES_AT_ONCE = 20, LINES_OF_PAGE = 3, BEFORE = 24, AFTER = 72;
  var box = document.getElementById("search");
  var field, status, list, more;
  var pages = [], parts = [], left = 0, begun = false, loading = true;
  var shown = PAGES_AT_ONCE, timer = 0, composing = false;

  function each(items, visit) {
    for (var i = 0; i < items.length; i++) {
      visit(items[i], i);
    }
  }

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) {
      element.className = className;
    }
    if (text) {
      element.appendChild(document.createTextNode(text));
    }
    return element;
  }

  function say(name, first, second) {
    return box.getAttribute("data-" + name)
      .replace("{1}", first).replace("{2}", second);
  }

  /* As long as the text it is made of, so that places stay the same. */
  function fold(text) {
    var lower;

    text = text.replace(/[\uff01-\uff5e]/g, function (wide) {
      return String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
    }).replace(/[\u3000\u00a0\t]/g, " ");
    lower = text.toLowerCase();
    return lower.length === text.length ? lower :
      text.replace(/[A-Z]/g, function (letter) { return letter.toLowerCase(); });
  }

  /* ---- the text ---- */

  function loadPart() {
    var script = document.createElement("script");

    if (parts.length === 0) {
      loading = false;
      search();
      return;
    }
    script.src = parts.shift();
    script.onload = script.onerror = loadPart;
    document.head.appendChild(script);
  }

  window.gongkaiText = function (data) {
    each(data.pages, function (page) {
      pages.push({
        path: page[0], title: page[1], where: page[2],
        anchors: page[3].split(" "), text: page[4],
        folded: fold(page[4]), foldedTitle: fold(page[1])
      });
    });
    if (data.left > 0) {
      left = data.left;
    }
    if (!begun) { /* only the first file names others */
      begun = true;
      parts = data.parts;
      loadPart();
    }
  };

  /* ---- finding ---- */

  function wordsOf(query) {
    return fold(query).split(" ").filter(function (word, i, all) {
      return word !== "" && all.indexOf(word) === i;
    });
  }

  function hasAll(text, words) {
    return words.every(function (word) { return text.indexOf(word) >= 0; });
  }

  /* The lines of a page with all words, as [number, from, to]. */
  function linesWith(page, words) {
    var found = [], number = 0, counted = 0, at, from, to;

    for (at = page.folded.indexOf(words[0]); at >= 0;
      at = page.folded.indexOf(words[0], to)) {
      from = page.folded.lastIndexOf("\n", at) + 1;
      to = page.folded.indexOf("\n", at);
      to = to < 0 ? page.folded.length : to;
      for (; counted < from; counted++) {
        if (page.folded.charCodeAt(counted) === 10) {
          number++;
        }
      }
      if (hasAll(page.folded.slice(from, to), words)) {
        found.push([number, from, to]);
      }
    }
    return found;
  }

  function find(words) {
    var first = [], others = [], count = 0;

    each(pages, function (page) {
      var lines = linesWith(page, words);
      var titled = hasAll(page.foldedTitle, words);
      if (lines.length === 0 && !titled) {
        return;
      }
      count += lines.length + (titled ? 1 : 0);
      (titled ? first : others).push({ page: page, lines: lines });
    });
    return { pages: first.concat(others), count: count };
  }

  /* ---- showing ---- */

  /* Adds text to an element, the words in it marked. */
  function addMarked(element, text, words) {
    var folded = fold(text), at = 0, next, word;

    for (;;) {
      next = -1;
      each(words, function (one) {
        var place = folded.indexOf(one, at);
        if (place >= 0 && (next < 0 || place < next ||
            (place === next && one.length > word.length))) {
          next = place;
          word = one;
        }
      });
      if (next < 0) {
        break;
      }
      element.appendChild(document.createTextNode(text.slice(at, next)));
      element.appendChild(
        make("mark", "", text.slice(next, next + word.length)));
      at = next + word.length;
    }
    element.appendChild(document.createTextNode(text.slice(at)));
  }

  function link(path, anchor) {
    var element = make("a");
    element.href = path + (anchor && anchor !== "-" ? "#" + anchor : "");
    return element;
  }

  function showLine(page, line, words) {
    var item = make("li"), to = link(page.path, page.anchors[line[0]]);
    var at = page.folded.slice(line[1], line[2]).indexOf(words[0]) + line[1];
    var from = at - BEFORE <= line[1] ? line[1] : at - BEFORE;
    var end = at + AFTER >= line[2] ? line[2] : at + AFTER;

    addMarked(to, (from > line[1] ? "…" : "") + page.text.slice(from, end) +
      (end < line[2] ? "…" : ""), words);
    item.appendChild(to);
    return item;
  }

  function showPage(result, words) {
    var item = make("li"), head = make("h2"), lines = make("ul");
    var page = result.page, to = link(page.path);
    var hidden = result.lines.length - LINES_OF_PAGE;

    addMarked(to, page.title, words);
    head.appendChild(to);
    item.appendChild(head);
    item.appendChild(make("p", "meta", page.where));
    each(result.lines.slice(0, LINES_OF_PAGE), function (line) {
      lines.appendChild(showLine(page, line, words));
    });
    if (hidden > 0) {
      lines.appendChild(make("li", "fine", say("lines", hidden)));
    }
    if (lines.firstChild) {
      item.appendChild(lines);
    }
    return item;
  }

  function show(result, words) {
    list.textContent = "";
    each(result.pages.slice(0, shown), function (page) {
      list.appendChild(showPage(page, words));
    });
    more.hidden = result.pages.length <= shown;
  }

  function remember(query) {
    try {
      window.history.replaceState(null, "",
        query ? "#q=" + encodeURIComponent(query) : "#search");
    } catch (ignored) {
      return; /* some browsers forbid it on file:// */
    }
  }

  function search() {
    var words = wordsOf(field.value), result;

    if (words.length === 0) {
      list.textContent = "";
      more.hidden = true;
      status.textContent = left ? say("left", left) : "";
      return;
    }
    result = find(words);
    show(result, words);
    status.textContent = (loading ? say("wait") + " " : "") +
      (result.count ? say("count", result.count, result.pages.length)
        : loading ? "" : say("none")) +
      (left ? " " + say("left", left) : "");
  }

  /* ---- the reader ---- */

  function wait() {
    if (composing) {
      return; /* the letters of a Chinese word that is being written */
    }
    window.clearTimeout(timer);
    timer = window.setTimeout(function () {
      shown = PAGES_AT_ONCE;
      search();
      remember(field.value);
    }, 120);
  }

  /* Down and up go through the results, Escape goes back to the field. */
  function move(event) {
    var links = list.querySelectorAll("a"), at = -1;
    var step = event.keyCode === 40 ? 1 : event.keyCode === 38 ? -1 : 0;

    if (event.keyCode === 27 && document.activeElement !== field) {
      field.focus();
      return;
    }
    if (step === 0 || composing || links.length === 0) {
      return;
    }
    each(links, function (to, i) {
      at = to === document.activeElement ? i : at;
    });
    if (at < 0 && (step < 0 || document.activeElement !== field)) {
      return;
    }
    event.preventDefault();
    at += step;
    (at < 0 ? field : links[Math.min(at, links.length - 1)]).focus();
  }

  function fromAddress() {
    var query = /^#q=(.*)$/.exec(window.location.hash);

    if (query) {
      try {
        field.value = decodeURIComponent(query[1]);
      } catch (ignored) {
        field.value = "";
      }
      search();
    }
  }

  function build() {
    var label = make("label", "", box.getAttribute("data-label"));

    box.textContent = "";
    field = make("input");
    field.type = "search";
    field.id = "search-field";
    field.autocomplete = "off";
    field.spellcheck = false;
    label.htmlFor = field.id;
    status = make("p", "meta");
    status.setAttribute("role", "status");
    list = make("ol", "found");
    more = make("button", "button", say("more"));
    more.type = "button";
    more.hidden = true;
    each([label, field, status, list, more], function (part) {
      box.appendChild(part);
    });
    field.addEventListener("compositionstart", function () {
      composing = true;
    });
    field.addEventListener("compositionend", function () {
      composing = false;
      wait();
    });
    field.addEventListener("input", wait);
    box.addEventListener("keydown", move);
    more.addEventListener("click", function () {
      var next = list.children.length;
      shown += PAGES_AT_ONCE;
      search();
      list.children[next].querySelector("a").focus();
    });
    window.addEventListener("hashchange", fromAddress);
    fromAddress();
  }

  build();
}());
