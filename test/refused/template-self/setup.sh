# a part that includes itself
printf '{{>parts/crumbs}}\n' >>themes/default/parts/crumbs.html
