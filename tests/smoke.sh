#!/bin/sh
# Smoke test of a running copydesk, as a newsroom would run it: tests/smoke.sh
# $URL is the service (default http://127.0.0.1:8000), $KEY a key of it if it wants one. Needs sh,
# curl and grep. Sends seeds/article.txt where it is there, and a short article of its own.
set -eu

URL=${URL:-http://127.0.0.1:8000}
HERE=$(cd "$(dirname "$0")" && pwd)
SEED=$HERE/../seeds/article.txt
ARTICLE='The bridge may open in May, Mayor Ruth Adler said on Tuesday. "It was about time," she said.
A member of the committee, who asked not to be named, told reporters that it could cost more.'

fail() { echo "smoke: FAILED: $*" >&2; exit 1; }
has() { printf '%s' "$1" | grep -q -- "$2" || fail "no $2 in: $(printf '%s' "$1" | cut -c1-300)"; }
# ask CURL-ARGUMENTS...: the body, then a line with the status and the content type
ask() {
    curl -sS --max-time 60 ${KEY:+-H "Authorization: Bearer $KEY"} \
        -w '\n%{http_code} %{content_type}' "$@" || fail "no answer: $*"
}

four_scores() {
    has "$1" '^200 application/json'
    for name in attribution anonymity hedging readability; do
        has "$1" "\"$name\":{\"score\":"
    done
}

tries=0
until curl -sf --max-time 5 -o /dev/null "$URL/health/ready"; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || fail "$URL/health/ready did not answer 200 within a minute"
    sleep 1
done
echo "smoke: ready"

for name in attribution anonymity hedging readability; do
    has "$(ask "$URL/v1/scorers")" "\"name\":\"$name\""
done
echo "smoke: four scorers"

four_scores "$(printf '%s' "$ARTICLE" |
    ask --data-binary @- -H 'Content-Type: text/plain' "$URL/v1/score?language=en")"
echo "smoke: a text gets four scores"

four_scores "$(ask -H 'Content-Type: application/json' "$URL/v1/score" \
    -d '{"text": "The bridge may open in May, Mayor Ruth Adler said on Tuesday.", "language": "en"}')"
echo "smoke: JSON gets four scores"

if [ -f "$SEED" ]; then
    four_scores "$(ask --data-binary "@$SEED" -H 'Content-Type: text/plain' "$URL/v1/score")"
    echo "smoke: the seed article gets four scores"
fi

answer=$(ask -H 'Content-Type: application/json' "$URL/v1/score" -d '{"text": "x", "tone": 1}')
has "$answer" '^422 application/problem+json'
has "$answer" '"pointer":"/tone"'
echo "smoke: a wrong request gets a clear answer"

answer=$(ask "$URL/metrics")
has "$answer" '^copydesk_score_seconds_count'
echo "smoke: metrics"
echo "smoke: passed"
