#!/bin/sh
# tests/e2e/variations.sh - every gateway's calls in other orders, encodings and spellings, and what each leads to
exec node tests/e2e/variations.mjs
