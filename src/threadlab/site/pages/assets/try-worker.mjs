// Runs Python for the start page.

const JUDGE = `
from html import escape
from threadlab.schedules.explore import explore
from threadlab.story import tell

def judge(source, test):
    try:
        result = explore(test, [('imports', 'from threading import Lock, Thread'), ('program', source)])
        story = tell(result, name="two_visitors_make_two", want="every")
        return [story.title, story.html]
    except Exception as error:
        return ["It cannot be judged", f"<p>{escape(str(error))}</p>"]

judge
`;
let judge;

async function load(python) {
  const files = await (await fetch(`${python}files.json`)).json();
  const needed = files.filter(([name]) => !name.endsWith('.whl') || name.startsWith('threadlab'));
  const all = needed.reduce((sum, [, size]) => sum + size, 0);
  let loaded = 0;
  await Promise.all(needed.map(async ([name, size]) => {
    await (await fetch(python + name)).arrayBuffer();
    loaded += size;
    postMessage({ loaded, all });
  }));
  const { loadPyodide } = await import(`${python}pyodide.mjs`);
  const pyodide = await loadPyodide({ indexURL: python, packages: ['threadlab'] });
  return await pyodide.runPythonAsync(JUDGE);
}

onmessage = async ({ data }) => {
  if (data.python) {
    judge = load(data.python);
    return;
  }
  const judged = await judge;
  postMessage({ running: true });
  const answer = await judged.callPromising(data.source, data.test);
  const [title, html] = answer.toJs();
  answer.destroy();
  postMessage({ title, html });
};
