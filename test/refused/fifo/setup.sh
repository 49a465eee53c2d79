# reading it would wait for ever
mkfifo content/x.md
