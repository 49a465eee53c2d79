# a words file that is none
printf 'no equals sign here\n' >>themes/default/words.zh-CN.ini
