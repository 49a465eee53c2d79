# braces that never close
printf '{{title\n' >>themes/default/section.html
