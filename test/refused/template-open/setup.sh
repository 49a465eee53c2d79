# a part that never closes
printf '{{#crumbs}}\n<p>' >>themes/default/section.html
