# a style with a mistake
printf 'p { color: ; }\n' >>themes/default/scss/_base.scss
