# a part that was never opened
printf '{{/nothing}}\n' >>themes/default/section.html
