/** A check that is a task: it sees the newest survey's dashboard as users do, also through the page. Exit code 0: it is right. */
const { KNOWNGOOD_URL: url = '', KNOWNGOOD_BYPASS_HEADER: header, KNOWNGOOD_BYPASS_VALUE: value = '' } = process.env;
const headers = header === undefined ? {} : { [header]: value };

async function get(path: string): Promise<Record<string, unknown>> {
  const response = await fetch(new URL(path, url), { headers, signal: AbortSignal.timeout(10_000) });
  if (response.status !== 200) throw new Error(`GET ${path}: status ${response.status}; expected 200`);
  return (await response.json()) as Record<string, unknown>;
}

const { surveys } = (await get('/surveys')) as { surveys: readonly { id: number }[] };
const newest = surveys.at(-1);
if (newest === undefined) console.log('there is no survey yet');
else {
  await get(`/surveys/${newest.id}/dashboard`);
  console.log(`the dashboard of survey ${newest.id} opens`);
}
