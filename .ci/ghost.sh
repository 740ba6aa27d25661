#!/bin/sh
# Put npm's Ghost into the folder $1, for the tests with a real Ghost, with the Node that it asks for
# and its SQLite. All of it is pinned: Node and pnpm by .ci/ghost/package-lock.json, Ghost by the hash
# below, and what Ghost needs by the pnpm-lock.yaml inside it. No package's own scripts run. SQLite is
# compiled here, because its package would fetch a binary that nothing pins.
set -eu
version=6.65.0
sha512='D369qivOmfn4YwvBD1DljOGsHnJzBEQhBsiFnBZD+GjWrBpdZQYYNHneiQcKQVJwUom8eHWml1n5FRLQIwVFOg=='
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
target=$(cd "$1" && pwd)
[ "$(cat "$target/ready" 2>/dev/null)" != "$version" ] || exit 0
for tool in npm make g++ python3 openssl; do
    command -v "$tool" >/dev/null || { echo "Ghost needs $tool: its tests will be skipped" >&2; exit 0; }
done
rm -rf "$target"
mkdir -p "$target/tools"
cp "$here/ghost/package.json" "$here/ghost/package-lock.json" "$target/tools"
(cd "$target/tools" && npm ci --silent --ignore-scripts --no-audit --no-fund)
node=$(echo "$target"/tools/node_modules/node-linux-*)
pnpm=$target/tools/node_modules/pnpm
PATH=$node/bin:$PATH

cd "$target"
archive=$(npm pack --silent "ghost@$version")
[ "$(openssl dgst -sha512 -binary "$archive" | base64 | tr -d '\n')" = "$sha512" ] ||
    { echo "ghost@$version is not what it was" >&2; exit 1; }
tar xzf "$archive"
rm "$archive"
cd package
node "$pnpm/bin/pnpm.mjs" install --prod --frozen-lockfile --ignore-scripts --silent \
    --store-dir "$target/store"
cd node_modules/better-sqlite3
if ! node "$pnpm/dist/node_modules/node-gyp/bin/node-gyp.js" rebuild --release \
    --nodedir="$node" >"$target/build.log" 2>&1; then
    tail -n 20 "$target/build.log" >&2
    exit 1
fi
rm -rf build/Release/obj* "$target/store"
ln -s "$node/bin/node" "$target/node"
echo "$version" >"$target/ready"
