#!/bin/sh
# tests/fault/soak.sh - a day of market life in seconds (tests/fault/soak.mjs); make soak gives days
DAYS=${DAYS:-1} SECONDS=${LASTS:-12} TRADERS=${TRADERS:-200} exec node tests/fault/soak.mjs
