#!/usr/bin/env bash
# Bundles the application and its packages into one worker: dist/hono.js. Needs Node.js and npm.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --silent
npx --no-install esbuild src/app.jsx --bundle --format=esm --target=es2022 --external:node:async_hooks \
  --jsx=automatic --jsx-import-source=hono/jsx --outfile=dist/hono.js --log-level=warning
echo "dist/hono.js: $(wc -c <dist/hono.js) bytes"
