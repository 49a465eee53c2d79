/*
 * Tables of records can be sorted by any column and filtered by words. Without
 * this script they are whole; it runs from file://, asks nothing of any server
 * and keeps nothing.
 */
(function () {
  "use strict";

  function each(list, visit) {
    for (var i = 0; i < list.length; i++) {
      visit(list[i], i);
    }
  }

  function make(name, className) {
    var element = document.createElement(name);
    element.className = className;
    return element;
  }

  function cellText(row, column) {
    var cell = row.cells[column];
    var part = cell.querySelector("b") || cell;
    return part.textContent.replace(/^\s+|\s+$/g, "");
  }

  /* 4.5 of 亿元 is more than 3200 of 万元: how many ones the unit beside it has. */
  function scale(row, column) {
    var unit = row.cells[column].nextElementSibling;
    var word = unit && unit.className === "u" ?
      /^(万亿|亿|万)/.exec(cellText(row, column + 1)) : null;
    return word ? { "万": 1e4, "亿": 1e8, "万亿": 1e12 }[word[1]] : 1;
  }

  /* Both ways numbers stand before words, and what is empty at the end. */
  function rank(key) {
    if (key === "" || key === "—") {
      return 2;
    }
    return isNaN(parseFloat(key)) ? 1 : 0;
  }

  function compare(a, b) {
    return rank(a.key) === 0 ?
      parseFloat(a.key) * a.scale - parseFloat(b.key) * b.scale :
      a.key.localeCompare(b.key, "zh");
  }

  function start(table) {
    var groups = [], rows = [], heads = table.tHead.rows[0].cells;
    var flat = document.createElement("tbody");
    var sorted = -1, falling = false;

    each(table.tBodies, function (body) {
      var own = [];
      each(body.rows, function (row) {
        if (row.id) {
          own.push(row);
          rows.push(row);
        }
      });
      groups.push({ body: body, rows: own });
    });
    table.appendChild(flat);

    /* The order of the report, chapter by chapter. */
    function regroup() {
      each(groups, function (group) {
        each(group.rows, function (row) {
          group.body.appendChild(row);
        });
      });
    }

    function sort(column) {
      var items = rows.map(function (row, index) {
        return {
          row: row, key: cellText(row, column), scale: scale(row, column),
          index: index
        };
      });
      items.sort(function (a, b) {
        var apart = rank(a.key) - rank(b.key);
        var order = apart ? 0 : compare(a, b);
        return apart || (falling ? -order : order) || a.index - b.index;
      });
      each(items, function (item) {
        flat.appendChild(item.row);
      });
    }

    function showGroups() {
      each(groups, function (group) {
        var shown = group.body.contains(group.rows[0]) &&
          group.rows.some(function (row) { return !row.hidden; });
        group.body.hidden = !shown;
      });
    }

    function choose(column) {
      falling = sorted === column && !falling;
      sorted = column;
      if (column === 0 && !falling) {
        regroup();
      } else {
        sort(column);
      }
      each(heads, function (head, i) {
        if (i === column) {
          head.setAttribute("aria-sort", falling ? "descending" : "ascending");
        } else {
          head.removeAttribute("aria-sort");
        }
      });
      showGroups();
    }

    function addButtons() {
      each(heads, function (head, i) {
        if (head.className === "q") {
          return;
        }
        var button = make("button", "sort");
        button.type = "button";
        button.textContent = head.textContent;
        button.addEventListener("click", function () { choose(i); });
        head.textContent = "";
        head.appendChild(button);
      });
    }

    function addFilter() {
      var box = table.parentNode.previousElementSibling;
      var label = make("label", ""), field = make("input", "");
      var status = make("span", "fine");

      field.type = "search";
      label.appendChild(document.createTextNode(
        table.getAttribute("data-filter") + " "));
      label.appendChild(field);
      status.setAttribute("role", "status");
      box.appendChild(label);
      box.appendChild(document.createTextNode(" "));
      box.appendChild(status);

      field.addEventListener("input", function () {
        var words = field.value.toLowerCase().split(/\s+/), count = 0;
        each(rows, function (row) {
          var text = row.textContent.toLowerCase();
          row.hidden = !words.every(function (word) {
            return text.indexOf(word) >= 0;
          });
          count += row.hidden ? 0 : 1;
        });
        showGroups();
        status.textContent = field.value === "" ? "" :
          table.getAttribute("data-count").replace("{1}", count);
      });
    }

    if (rows.length > 1) {
      addButtons();
      addFilter();
    }
  }

  each(document.querySelectorAll("table.targets"), start);
}());
