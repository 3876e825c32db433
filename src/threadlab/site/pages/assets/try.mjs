// The start page's program: judged in a worker, with the same Python and the same package as in the notebooks.

const place = document.getElementById('tl-try');
const here = new URL('.', import.meta.url);
const MEGABYTE = 1024 * 1024;

if (place) {
  const [code, test, run, said, progress, story] = ['#tl-code', '.tl-test', '#tl-run', '#tl-said', '#tl-progress', '#tl-story']
    .map(selector => place.querySelector(selector));
  let worker;

  const tell = words => { said.textContent = words; };

  const start = () => {
    const python = new URL(`../lab/static/${place.dataset.python}/`, here);
    worker = new Worker(new URL('try-worker.mjs', here), { type: 'module' });
    worker.onmessage = ({ data }) => {
      if (data.loaded) {
        Object.assign(progress, { hidden: data.loaded === data.all, max: data.all, value: data.loaded });
        tell(data.loaded === data.all ? 'Python is being started …' : `Loading Python: ${Math.round(data.loaded / MEGABYTE)} of ${Math.round(data.all / MEGABYTE)} MB`);
      } else if (data.running) {
        tell('running …');
      } else {
        run.disabled = false;
        tell(data.title ?? '');
        story.innerHTML = data.html;
      }
    };
    worker.onerror = () => {
      run.disabled = false;
      worker = undefined;
      tell('Python could not be started; try again.');
    };
    worker.postMessage({ python: python.href });
  };

  run.addEventListener('click', () => {
    if (!('Suspending' in (window.WebAssembly || {}))) {
      window.location.assign(new URL('../browser.html', here));
      return;
    }
    run.disabled = true;
    if (!worker) {
      start();
    }
    worker.postMessage({ source: code.value, test: test.textContent });
  });
}
