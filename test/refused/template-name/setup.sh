# a name that is not there
printf '<p>{{titel}}</p>\n' >>themes/default/parts/crumbs.html
