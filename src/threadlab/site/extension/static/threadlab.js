// What the course adds to JupyterLite: a module of its plugin system, written as such, so that nothing need be bundled.
(function () {
  'use strict';
  let shared;
  const plugins = [];
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB['@threadlab/site'] = {
    init: scope => { shared = scope; },
    get: async () => () => ({ __esModule: true, default: plugins })
  };
})();
