// Runs a function's unmodified bundle in a thread of its own, with only the environment it was given. One invocation at a time.
import { parentPort, workerData } from 'node:worker_threads';

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
