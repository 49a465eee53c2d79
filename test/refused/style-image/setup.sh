# a picture that is not there
printf 'p { background: url(../img/gone.png); }\n' >>themes/default/scss/_base.scss
