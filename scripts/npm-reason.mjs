/** Why npm failed, in one phrase, from what it wrote. */
export function reasonOf(said) {
  const lines = said
    .split('\n')
    .map((line) => /^npm (?:error|ERR!) (.*)$/.exec(line.trim())?.[1] ?? '')
    .filter((line) => line !== '' && !/^A complete log of this run|^\s*\/.*\.log$/.test(line));
  const code = lines.map((line) => /^code (\S+)$/.exec(line)?.[1]).find(Boolean);
  const url = /request to (https?:\/\/[^/\s]+)/.exec(said)?.[1];
  if (['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENETUNREACH'].includes(code ?? ''))
    return `the package registry${url ? ` ${url}` : ''} cannot be reached (${code}): see that there is a network, or set a proxy`;
  const message = lines.find((line) => !/^(code|errno|syscall|network) /.test(line)) ?? 'it gave no reason';
  return code ? `${message.replace(/\.$/, '')} (${code})` : message;
}
