# a script in the theme's own template
printf '<p onclick="x()">x</p><script>x()</script>\n' >>themes/default/parts/crumbs.html
