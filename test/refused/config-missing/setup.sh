# a site without a configuration
rm config.ini
