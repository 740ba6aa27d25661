#!/bin/sh
# Put Debian's WordPress into the folder $1, for the tests of the plugin; install PHP and MariaDB's
# server. As root. $2: a suite of Debian's with a newer WordPress, such as sid; only that is taken
# from there. WordPress is unpacked, not installed: its package wants a web server, which would
# start by itself. Nothing installed here starts anything.
set -eu
target=$1
suite=${2:-}
have() { PATH="$PATH:/usr/sbin" command -v "$1" >/dev/null; }
if [ -f "$target/usr/share/wordpress/wp-load.php" ] && have mariadbd && have php && php -m | grep -q mysqli; then
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends \
    php-cli php-curl php-mbstring php-mysql php-xml mariadb-server-core >/dev/null
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
set -- -o APT::Sandbox::User=root
if [ -n "$suite" ]; then
    # The other suite's lists are kept apart, so that nothing else is ever taken from there.
    archive=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $(. /etc/os-release && echo "$VERSION_CODENAME")" | head -n 1)
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive $suite main" >"$folder/suite.list"
    set -- "$@" -o "Dir::Etc::sourcelist=$folder/suite.list" -o Dir::Etc::sourceparts=/dev/null \
        -o "Dir::State::lists=$folder/lists" -o "Dir::Cache=$folder/cache"
    apt-get "$@" update -qq
fi
# What it needs of Debian's to stand on its own: scripts and libraries that it links to, its own theme.
parts=$(apt-cache "$@" depends wordpress |
    sed -nE 's/^ *\|?(Depends|Recommends): (libjs-[a-z-]+|libphp-[a-z]+|php-getid3|wordpress-theme-[a-z]+)$/\2/p' | sort -u)
# shellcheck disable=SC2086  # names of packages
(cd "$folder" && apt-get "$@" download -qq wordpress $parts >/dev/null)
rm -rf "$target"
mkdir -p "$target"
for package in "$folder"/*.deb; do
    dpkg-deb -x "$package" "$target"
done
