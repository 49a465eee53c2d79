# a tracker in the theme's own template
printf '<img src="https://evil.example/1.gif" alt="">\n' >>themes/default/parts/crumbs.html
