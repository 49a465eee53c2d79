# a setting in GBK
printf '[site]\ntitle = \312\276\300\375\325\362\n' >config.ini
