# a folder with somebody's own files
mkdir mine && echo 我的文件 >mine/letter.txt
