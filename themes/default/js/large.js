/*
 * Remembers the choice of large print from page to page, on this device alone.
 * Browsers that know :has() need no script for the choice itself; others get
 * the box only with it.
 */
(function () {
  "use strict";

  var box = document.getElementById("large-print");
  var key = "gongkai-large";

  /* Pages opened from a disk may have no storage, or be refused it. */
  function recall() {
    try {
      return window.localStorage.getItem(key) === "1";
    } catch (error) {
      return box.checked;
    }
  }

  function keep() {
    try {
      if (box.checked) {
        window.localStorage.setItem(key, "1");
      } else {
        window.localStorage.removeItem(key);
      }
    } catch (error) {
      return;
    }
  }

  function show() {
    document.documentElement.className = box.checked ? "script large" : "script";
  }

  function showKept() {
    box.checked = recall();
    show();
  }

  if (!box) {
    return;
  }
  showKept();
  box.addEventListener("change", function () {
    keep();
    show();
  });
  /* A page that comes back from memory may have been left in another state. */
  window.addEventListener("pageshow", showKept);
}());
