// What JupyterLite's kernels leave out: to stop the cell that runs, and to go on after one that is meant to fail.

// Let the stop button stop what runs, and let "Run All" go on after a cell with the tag "raises-exception".
export function keepRunning(app, client) {
  const channel = new BroadcastChannel('threadlab');
  const interrupt = client.interrupt.bind(client);
  client.interrupt = async id => {
    const parent = client._kernels.get(id)?.parent;
    channel.postMessage({ stop: parent?.header?.session ?? '' });
    await interrupt(id);
  };
  const note = client._mutexMap.set.bind(client._mutexMap);
  client._mutexMap.set = (id, mutex) => {
    forgive(client, id, mutex);
    return note(id, mutex);
  };
}

// After an error the queue of a kernel's cells is emptied: not where the cell may fail (jupyterlite-core 0.8.6;
// findings/jupyterlite-raises-exception.sh).
function forgive(client, id, mutex) {
  if (mutex.forgiving) {
    return;
  }
  mutex.forgiving = true;
  const cancel = mutex.cancel.bind(mutex);
  mutex.cancel = () => {
    // A reply does not say of which cell it is, and another message may have come in meanwhile: in doubt go on.
    const mayNotFail = client._kernels.get(id)?.parent?.content?.stop_on_error === true;
    if (client._cancelReason.get(mutex) !== 'error' || mayNotFail) {
      cancel();
    }
  };
}
