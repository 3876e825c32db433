// A learner's work: kept in this browser, handed in as one file, gone on with from a file, and never overwritten.

import { element } from './course.mjs';

const KERNELSPEC = { display_name: 'Python 3 (ipykernel)', language: 'python', name: 'python3' };
const SOON = 1000; // milliseconds after the last key, then it is saved
const PATIENCE = 10_000; // milliseconds for what was handed out to come; nobody's file waits longer for it

export class Work {
  constructor(app, panel, kit) {
    this.app = app;
    this.panel = panel;
    this.kit = kit;
    this.contents = app.serviceManager.contents;
  }

  get path() {
    return this.panel.context.path;
  }

  // Save whatever changes, and see whether there is a newer release.
  async attend() {
    let timer = 0;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.save(), SOON);
    };
    this.panel.model.contentChanged.connect(soon);
    soon(); // somebody may have been quicker than this
    document.addEventListener('visibilitychange', () => document.hidden && this.save());
    await this.compare();
  }

  async save() {
    if (!this.panel.isDisposed && this.panel.model.dirty) {
      await this.panel.context.save();
    }
  }

  // The notebook as another Jupyter writes it: of this kernel, nobody else would know what to make.
  toFile() {
    const notebook = this.panel.model.toJSON();
    notebook.metadata.kernelspec = KERNELSPEC;
    notebook.metadata.language_info = { name: 'python' };
    return notebook;
  }

  async handIn() {
    await this.save();
    const name = this.path.split('/').pop();
    download(name, JSON.stringify(this.toFile(), null, 1) + '\n');
    const to = this.kit.PageConfig.getOption('threadlabHandInTo') || 'whoever teaches your course';
    await this.tell('Your work is a file now', `${name} is among your downloads. Give it to ${to}, as it is: do not rename it.`
      + ' You can hand in again at any time; the latest file counts.');
  }

  async importFile() {
    const file = await choose();
    if (!file) {
      return;
    }
    const notebook = parse(await file.text());
    if (!notebook) {
      await this.tell('This is no notebook', `${file.name} cannot be opened: it is not a Jupyter notebook (.ipynb).`);
      return;
    }
    if (sameAssignment(notebook, this.panel.model.toJSON())) {
      await this.keepCopy();
      await this.replace(notebook);
    } else {
      const path = await this.free(file.name.replace(/\.ipynb$/, ''));
      await this.contents.save(path, { type: 'notebook', format: 'json', content: notebook });
      await this.app.commands.execute('docmanager:open', { path });
    }
  }

  // Keep what is there beside what is about to take its place, unless it is surely as it was handed out.
  async keepCopy() {
    await this.save();
    const released = await this.released();
    if (released && sources(released) === sources(this.panel.model.toJSON())) {
      return;
    }
    const path = await this.free(this.path.replace(/\.ipynb$/, '') + ' (before)');
    await this.contents.save(path, { type: 'notebook', format: 'json', content: this.panel.model.toJSON() });
  }

  // At once, so that nothing can be typed in between and be lost.
  async replace(notebook) {
    this.panel.model.fromJSON(notebook);
    await this.panel.context.save();
  }

  // Return a path that nothing has yet.
  async free(stem) {
    for (let number = 1; ; number += 1) {
      const path = number === 1 ? `${stem}.ipynb` : `${stem} ${number}.ipynb`;
      try {
        await this.contents.get(path, { content: false });
      } catch {
        return path;
      }
    }
  }

  // Return the notebook as it is handed out today, null for one that is not.
  async released() {
    try {
      const answer = await fetchAfresh(new URL(`files/${this.path}`, this.kit.PageConfig.getBaseUrl()));
      return answer.ok ? parse(await answer.text()) : null;
    } catch {
      return null;
    }
  }

  // A newer release shows where nobody has worked; elsewhere it is offered, and what is there stays as it is.
  async compare() {
    const released = await this.released();
    if (!released) {
      return;
    }
    const key = `threadlab-release:${this.kit.PageConfig.getBaseUrl()}:${this.path}`;
    const now = sources(released);
    const before = localStorage.getItem(key);
    const here = sources(this.panel.model.toJSON());
    const done = () => localStorage.setItem(key, now); // not sooner: who leaves in between is asked the next time
    if (before === null || before === now || here === now) {
      done();
      return;
    }
    if (here === before) {
      await this.replace(released);
      done();
      return;
    }
    const path = await this.free(this.path.replace(/\.ipynb$/, '') + ' (new)');
    await this.contents.save(path, { type: 'notebook', format: 'json', content: released });
    done();
    await this.tell('There is a newer version of this notebook', `Your work stays as it is. The newer version is beside it, as ${path.split('/').pop()}.`);
  }

  async tell(title, words) {
    const body = new this.kit.Widget({ node: element('p', { className: 'tl-told' }, words) });
    await this.kit.showDialog({ title, body, buttons: [this.kit.Dialog.okButton({ label: 'OK' })] });
  }
}

// The service worker gives what it has and asks the server afterwards, so it must not have this one. Without a network
// it gets back what it had: a notebook that nobody has saved is opened from there.
async function fetchAfresh(address) {
  const kept = await globalThis.caches?.open('precache'); // JupyterLite's name for it
  const old = await kept?.match(address);
  await kept?.delete(address);
  try {
    return await fetch(address, { cache: 'no-cache', signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    if (old) {
      await kept.put(address, old);
    }
    throw error;
  }
}

function parse(text) {
  try {
    const notebook = JSON.parse(text);
    return Array.isArray(notebook.cells) && notebook.nbformat === 4 ? notebook : null;
  } catch {
    return null;
  }
}

const text = cell => [cell.source].flat().join('');
const sources = notebook => JSON.stringify(notebook.cells.map(cell => [cell.cell_type, text(cell)]));
const gradeIds = notebook => new Set(notebook.cells.map(cell => cell.metadata?.nbgrader?.grade_id).filter(Boolean));

// Whether two notebooks are of one assignment: most of what is graded in the one is graded in the other.
function sameAssignment(one, other) {
  const [ids, others] = [gradeIds(one), gradeIds(other)];
  const common = [...ids].filter(id => others.has(id)).length;
  return common > 0 && common * 2 >= others.size;
}

function choose() {
  return new Promise(resolve => {
    const input = element('input', { type: 'file', accept: '.ipynb,application/json', className: 'tl-file', hidden: true });
    const done = file => {
      input.remove();
      resolve(file);
    };
    input.addEventListener('change', () => done(input.files[0]));
    input.addEventListener('cancel', () => done(undefined));
    document.body.append(input); // what nothing holds may be collected while somebody looks for his file, and the file is lost
    input.click();
  });
}

function download(name, content) {
  const link = element('a', { download: name, href: URL.createObjectURL(new Blob([content], { type: 'application/x-ipynb+json' })) });
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(link.href);
}
