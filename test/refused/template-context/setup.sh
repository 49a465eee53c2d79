# a variable where nothing can make it safe
printf '<p {{title}}>x</p>\n' >>themes/default/parts/crumbs.html
