# a style that is not there
printf '@import "gone";\n' >>themes/default/scss/site.scss
