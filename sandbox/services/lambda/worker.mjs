// Runs a function's unmodified bundle in a thread of its own, with only the environment it was given. One invocation at a time.
import { Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

if (workerData.inNetwork) loseWhatLeavesTheMachine();

const { handler } = await import(workerData.bundle);
parentPort.on('message', async ({ id, event }) => {
  try {
    const result = await handler(event, { functionName: process.env.AWS_LAMBDA_FUNCTION_NAME, awsRequestId: id });
    parentPort.postMessage({ id, result: JSON.stringify(result ?? null) });
  } catch (error) {
    const trace = String(error?.stack ?? '').split('\n');
    parentPort.postMessage({
      id,
      error: { errorType: error?.name ?? 'Error', errorMessage: error?.message ?? String(error), trace },
    });
  }
});
parentPort.postMessage({ ready: true });

/** In a network without a way out nobody refuses a connection: its packets are lost, and whoever waits for an answer waits. */
function loseWhatLeavesTheMachine() {
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function (...given) {
    const [options] = Array.isArray(given[0]) ? given[0] : given;
    const { host = 'localhost', path } = options ?? {};
    if (path !== undefined || host === 'localhost' || /^(127\.|::1$)/.test(host)) return connect.apply(this, given);
    this.connecting = true;
    return this;
  };
}
