// Pyodide, as the kernel of a notebook asks for it: begun before that, if the page has thought of it (early.mjs).

import { loadPyodide as load } from './pyodide.mjs';

const here = new URL('.', import.meta.url).href;
let begun;

// Start Python, and import what a kernel is made of.
export function begin() {
  begun = start().catch(() => undefined); // whoever asks begins afresh then, and is told what went wrong
}

async function start() {
  const { packages } = await (await fetch(`${here}pyodide-lock.json`)).json();
  const python = await load({ indexURL: here, packages: Object.keys(packages) });
  await python.runPythonAsync('import pyodide_kernel');
  return python;
}

export async function loadPyodide(options) {
  const python = await begun;
  begun = undefined;
  if (!python) {
    return load(options);
  }
  python.setStdout({ batched: options.stdout });
  python.setStderr({ batched: options.stderr });
  return python;
}
