// The line above a notebook: how this differs from a computer of one's own, what goes on, and the way home for work.

import { Work } from './work.mjs';

const DIFFERENCE = 'Here your cells’ threads take turns, one step at a time, and long sleeps are shown short; '
  + 'checks judge exactly as grading does.';

export function course(app, tracker, kit) {
  window.threadlabApp = app; // for whoever looks under the bonnet, as tests do
  tracker.widgetAdded.connect((_, panel) => attend(app, panel, kit));
  tracker.forEach(panel => attend(app, panel, kit));
}

async function attend(app, panel, kit) {
  const work = new Work(app, panel, kit);
  panel.contentHeader.insertWidget(0, bar(panel, work, kit));
  await panel.context.ready;
  await work.attend();
}

function bar(panel, work, kit) {
  const state = element('span', { className: 'tl-state', role: 'status' });
  const buttons = [
    button('Hand in', 'Download your notebook, to give it to whoever teaches you', () => work.handIn(), 'tl-first'),
    button('Open a file…', 'Go on with a notebook that you have as a file', () => work.importFile())
  ];
  const node = element('div', { className: 'tl-bar' }, state, element('span', { className: 'tl-words' }, DIFFERENCE), ...buttons);
  const widget = new kit.Widget({ node });
  widget.addClass('tl-bar-widget');
  follow(panel, state);
  return widget;
}

// Show what the kernel is about: a kernel is said to be idle before it has begun, so it is asked whether it is there.
function follow(panel, state) {
  const words = {
    loading: () => window.threadlabLoading?.words ?? 'Python is being loaded …',
    busy: () => seconds() < 2 ? 'running …' : `running for ${seconds()} s; ■ stops it`, idle: () => 'ready', restarting: () => 'Python starts afresh …',
    dead: () => 'Python has stopped: choose Kernel > Restart'
  };
  let there = false;
  let since = 0;
  const seconds = () => Math.floor((performance.now() - since) / 1000);
  const show = () => {
    const status = there ? panel.sessionContext.kernelDisplayStatus : 'loading';
    if (status !== state.dataset.status) {
      since = performance.now();
    }
    state.textContent = words[status]?.() ?? status;
    state.dataset.status = status;
  };
  const ask = async () => {
    there = false;
    show();
    const kernel = panel.sessionContext.session?.kernel;
    if (kernel) {
      await kernel.info;
      await kernel.requestIsComplete({ code: '' });
      there = true;
      show();
    }
  };
  panel.sessionContext.statusChanged.connect((_, status) => status === 'restarting' ? void ask() : show());
  panel.sessionContext.kernelChanged.connect(() => void ask());
  window.addEventListener('threadlab-loading', show);
  const clock = setInterval(() => state.dataset.status === 'busy' && show(), 1000);
  panel.disposed.connect(() => clearInterval(clock));
  void ask();
}

export function element(tag, properties = {}, ...children) {
  const { role, ...own } = properties;
  const node = Object.assign(document.createElement(tag), own);
  if (role) {
    node.setAttribute('role', role);
  }
  node.append(...children);
  return node;
}

function button(label, title, act, extra = '') {
  const node = element('button', { className: `tl-button ${extra}`, title, type: 'button' }, label);
  node.addEventListener('click', () => void act());
  return node;
}
