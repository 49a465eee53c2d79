# a part that is not there
printf '{{>parts/crumb}}\n' >>themes/default/parts/crumbs.html
