# a font from another host
printf '@font-face { font-family: x; src: url(//evil.example/x.woff); }\n' >>themes/default/scss/_base.scss
