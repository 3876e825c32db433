// The door by which JupyterLite takes in what the course adds to it. Module federation, written out: nothing is bundled.
(function () {
  'use strict';
  const here = new URL('.', document.currentScript.src);
  let scope;

  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: new URL('threadlab.css', here) }));

  // Return a module that JupyterLite has loaded.
  const shared = async name => (await Object.values(scope[name])[0].get())();

  async function plugins() {
    const [{ keepRunning }, { course }] = await Promise.all(['kernel.mjs', 'course.mjs'].map(name => import(new URL(name, here))));
    const [services, notebook, widgets, coreutils, apputils] = await Promise.all(
      ['@jupyterlite/services', '@jupyterlab/notebook', '@lumino/widgets', '@jupyterlab/coreutils', '@jupyterlab/apputils'].map(shared)
    );
    return [
      {
        id: '@threadlab/site:kernel',
        description: 'Stops cells, and goes on after a cell that may fail.',
        autoStart: true,
        requires: [services.IKernelClient],
        activate: (app, client) => keepRunning(app, client)
      },
      {
        id: '@threadlab/site:course',
        description: 'Says how this differs from a computer of one\'s own, keeps work, and hands it in.',
        autoStart: true,
        requires: [notebook.INotebookTracker],
        activate: (app, tracker) => course(app, tracker, { ...widgets, ...coreutils, ...apputils })
      }
    ];
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB['@threadlab/site'] = {
    init: given => { scope = given; },
    get: async () => {
      const found = await plugins();
      return () => ({ __esModule: true, default: found });
    }
  };
})();
