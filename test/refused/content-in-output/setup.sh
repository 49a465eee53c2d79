# the content below the output
mkdir -p public/content && cp -r content/2020 public/content/
