#!/bin/bash
# tests/fault/power-cut.sh - 200 power cuts lose nothing; the same disk without waiting for it does, so the test sees
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
build/fault/power_cut -n 200 -s 1 -d "$folder"
build/fault/power_cut -n 40 -s 1 -d "$folder" -c
