// Fetches what Python is made of while the rest of the page is loaded, and says how far that is.

const MEGABYTE = 1024 * 1024;
const here = import.meta.url;
const overlay = document.getElementById('tl-loading');
const state = window.threadlabLoading = { words: '', done: 0, all: 0 };

function tell(words) {
  state.words = words;
  if (overlay) {
    overlay.querySelector('[role=status]').textContent = words;
    Object.assign(overlay.querySelector('progress'), { max: state.all || 1, value: state.done });
  }
  window.dispatchEvent(new Event('threadlab-loading'));
}

async function fetchAll() {
  const folder = new URL(`../../../../static/${new URL(here).searchParams.get('python')}/`, here);
  const files = await (await fetch(new URL('files.json', folder))).json();
  state.all = files.reduce((sum, [, size]) => sum + size, 0);
  const show = () => tell(`Python is being loaded: ${(state.done / MEGABYTE).toFixed(0)} of ${(state.all / MEGABYTE).toFixed(0)} MB`);
  show();
  await Promise.all(files.map(([name, size]) => fetchOne(new URL(name, folder), size, show)));
  tell('Python is being started …');
}

async function fetchOne(address, size, show) {
  if (await globalThis.caches?.match(address)) { // kept.js gives it to the kernel, and it need not be read twice
    state.done += size;
    return;
  }
  let came = 0;
  const reader = (await fetch(address)).body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    came += part.value.length;
    state.done += part.value.length;
    show();
  }
  state.done += size - came;
}

// The page takes over when its notebook is there.
new MutationObserver((_, observer) => {
  if (document.querySelector('.jp-NotebookPanel')) {
    observer.disconnect();
    overlay?.remove();
  }
}).observe(document.documentElement, { childList: true, subtree: true });

fetchAll().catch(() => tell('Python is being loaded …'));
