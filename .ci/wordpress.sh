#!/bin/sh
# Put Debian's WordPress into the folder $1, for the tests of the plugin; install PHP and MariaDB's
# server. As root. WordPress is unpacked, not installed: its package wants a web server, which would
# start by itself. Nothing installed here starts anything.
set -eu
target=$1
have() { PATH="$PATH:/usr/sbin" command -v "$1" >/dev/null; }
if [ -f "$target/usr/share/wordpress/wp-load.php" ] && have mariadbd && have php && php -m | grep -q mysqli; then
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends \
    php-cli php-curl php-mbstring php-mysql php-xml mariadb-server-core >/dev/null
# What it needs of Debian's to stand on its own: scripts that it links to, and its own theme.
parts=$(apt-cache depends wordpress |
    sed -nE 's/^ *\|?(Depends|Recommends): (libjs-[a-z]+|php-getid3|wordpress-theme-[a-z]+)$/\2/p')
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# shellcheck disable=SC2086  # names of packages
(cd "$folder" && apt-get -o APT::Sandbox::User=root download -qq wordpress $parts >/dev/null)
rm -rf "$target"
mkdir -p "$target"
for package in "$folder"/*.deb; do
    dpkg-deb -x "$package" "$target"
done
