# addresses that work on one server only
printf '<a href="/about.html">x</a><a href="nowhere.html">x</a>\n' >>themes/default/parts/crumbs.html
