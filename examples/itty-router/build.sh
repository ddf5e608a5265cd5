#!/usr/bin/env bash
# Bundles the application and its packages into one worker: dist/itty.js. Needs Node.js and npm.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --silent
npx --no-install esbuild src/app.js --bundle --format=esm --target=es2022 \
  --outfile=dist/itty.js --log-level=warning
echo "dist/itty.js: $(wc -c <dist/itty.js) bytes"
