#!/bin/bash
# tests/fault/chaos.sh - a short dose of tests/fault/chaos.mjs: a lying gateway, and kills; make torture gives a long one
set -eu
node tests/fault/chaos.mjs --messages 3000 --seed 7
node tests/fault/chaos.mjs --messages 1500 --kills 25 --seed 8
node tests/fault/chaos.mjs --messages 1000 --stops 4 --jumps 40 --seed 9
