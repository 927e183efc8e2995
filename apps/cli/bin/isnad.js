#!/usr/bin/env node
// Starts the built command line.
import '../dist/main.js'
