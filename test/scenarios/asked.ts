/**
 * Asks the application as a user does.
 * @throws Error when a write is not taken: nobody can lose it, and a scenario would look for its loss in vain
 */
export async function asked(
  url: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: string }> {
  const response = await fetch(url + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const answer = { status: response.status, body: await response.text() };
  if (method === 'POST' && !response.ok)
    throw new Error(
      `POST ${path} was answered ${answer.status} ${answer.body.slice(0, 200)}; expected it to be taken.`,
    );
  return answer;
}
