# a theme from outside of themes/
printf '[theme]\nname = ../content\n' >config.ini
