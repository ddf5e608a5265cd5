#!/usr/bin/env bash
# Bundles the application and its packages into one worker: dist/preact.js. Needs Node.js and npm.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --silent
npx --no-install esbuild src/app.jsx --bundle --format=esm --target=es2022 --jsx=automatic --jsx-import-source=preact \
  --outfile=dist/preact.js --log-level=warning
echo "dist/preact.js: $(wc -c <dist/preact.js) bytes"
