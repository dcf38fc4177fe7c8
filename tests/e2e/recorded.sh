#!/bin/sh
# tests/e2e/recorded.sh - every recorded webhook of the gateways that speak HTTP through the real route, and hostile ones
exec node tests/e2e/recorded.mjs
