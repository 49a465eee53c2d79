# a module, which the style compiler would pass on as if it were CSS
printf '@use "sass:math";\n' >>themes/default/scss/_base.scss
