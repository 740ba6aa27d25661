#!/bin/sh
# Says in one line what is missing, and what to install.
python=${1:-python3}
fail() { echo "copydesk: $1" >&2; exit 1; }
command -v "$python" >/dev/null 2>&1 || fail "Python 3.11 or later is missing: sudo apt install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
	fail "$python is older than 3.11: install a newer one and run: make PYTHON=python3.12 demo"
"$python" -c 'import ensurepip, venv' 2>/dev/null || fail "python3-venv is missing: sudo apt install python3-venv"
command -v curl >/dev/null 2>&1 || fail "curl is missing: sudo apt install curl"
