#!/bin/sh
# Starts the service, posts the seed article with curl, prints the four scores, stops the service.
set -eu
copydesk=$1
port=${2:-8000}
url=http://127.0.0.1:$port
log=$(mktemp)
COPYDESK_PORT=$port "$copydesk" serve 2>"$log" &
service=$!
trap 'kill "$service" 2>/dev/null; wait "$service" 2>/dev/null; rm -f "$log"' EXIT
tries=0
until curl -fsS -o /dev/null "$url/health/ready" 2>/dev/null; do
	tries=$((tries + 1))
	if ! kill -0 "$service" 2>/dev/null || [ "$tries" -gt 120 ]; then
		cat "$log" >&2
		echo "copydesk: the service did not start" >&2
		exit 1
	fi
	sleep 0.25
done
echo "\$ curl --data-binary @seeds/article.txt -H 'Content-Type: text/plain' '$url/v1/score?evidence=false'"
report=$(curl -fsS --data-binary @seeds/article.txt -H 'Content-Type: text/plain' "$url/v1/score?evidence=false")
python3 - "$report" <<'PYTHON'
import json
import sys

for name, score in json.loads(sys.argv[1])["scores"].items():
    print(f"{name:<12} score {score['score']:5.1f}   value {score['value']:.3f} {score['unit']}")
PYTHON
