#!/bin/bash
# tests/fault/allocation.sh - each 61st allocation fails once, and from there on for good; make torture tries every one
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
build/fault/allocation -d "$folder" -e "${EVERY:-61}"
