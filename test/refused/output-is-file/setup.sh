# a file in its place
echo 我的文件 >mine
