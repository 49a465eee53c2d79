# a template that is not there
rm themes/default/section.html
