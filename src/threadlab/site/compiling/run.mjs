// Runs a Python program in the browser's Python, under Node.js: node run.mjs RUNTIME PROGRAM ANSWER

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [runtime, program, answer] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`));
const lock = JSON.parse(readFileSync(`${runtime}/pyodide-lock.json`, 'utf8'));
const python = await loadPyodide({
  indexURL: `${runtime}/`,
  packages: Object.keys(lock.packages),
  env: { HOME: '/home/pyodide', PYTHONHASHSEED: '0' } // sets of constants are written in the order of their hashes
});
writeFileSync(answer, await python.runPythonAsync(readFileSync(program, 'utf8')));
process.exit(0); // what the kernel listens to keeps a process alive
