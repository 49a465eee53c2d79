# a thousand folders, one in the other
cd content || exit
i=0
while [ $i -lt 1000 ]; do
    mkdir d && cd -P d || exit
    i=$((i + 1))
done
