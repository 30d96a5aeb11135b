// Proposes to take out of the branch what a rollback has taken out of service: a branch that reverts what the undone release
// brought, for people to look at. It merges nothing, and does nothing twice.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { argv, env, exit, stdout } from 'node:process';

const [host] = argv.slice(2);
if (host !== 'github' && host !== 'gitlab') end(2, 'Usage: node revert.mjs github|gitlab');
const BRANCH = env.BRANCH ?? 'main';
const KNOWNGOOD = (env.KNOWNGOOD ?? 'knowngood').split(' ');
/** A rollback of long ago has been dealt with, one way or another. */
const WITHIN_HOURS = 24;

/** Newest first. */
const history = JSON.parse(ran(KNOWNGOOD, ['history', '--json', '--limit', '50']));
const rollback = history.find(({ kind }) => kind === 'rollback')?.record;
if (rollback === undefined) end(0, 'Nothing was rolled back.');
if (rollback.outcome !== 'done' || rollback.forward === true)
  end(0, `The newest rollback, ${rollback.id}, undid no release.`);
if (Date.now() - Date.parse(rollback.finishedAt) > WITHIN_HOURS * 3_600_000)
  end(0, `The newest rollback, ${rollback.id}, ended more than ${WITHIN_HOURS} hours ago.`);
const release = history.find(({ kind, record }) => kind === 'release' && record.id === rollback.release)?.record;
const commit = release?.request.commit;
if (!isCommit(commit))
  end(0, `The release that ${rollback.id} undid names no commit: nothing can be reverted for you.`);
const branch = `knowngood/revert-${rollback.id}`;
if (git('ls-remote', '--heads', 'origin', branch) !== '') end(0, `${branch} is proposed already.`);

git('fetch', '--quiet', 'origin', BRANCH);
git('checkout', '--quiet', '-B', branch, 'FETCH_HEAD');
const known = release.knownGood?.commit;
const range = isCommit(known) && known !== commit ? `${known}..${commit}` : `${commit}~1..${commit}`;
for (const one of git('rev-list', '--first-parent', range).split('\n').filter(Boolean)) revert(one);

const title = `Revert ${release.version}: it was rolled back`;
const body = `knowngood took ${release.version} out of service at ${rollback.finishedAt} (rollback ${rollback.id}).

- Why: ${quoted(rollback.trigger.reason)}
- Criterion: ${rollback.criterion}
- What the release was for: ${quoted(release.request.reason)}
- Reverted: ${range}

Until this is merged, or the cause is mended, a release of ${BRANCH} brings the problem back. The post-mortem: knowngood report ${rollback.id}
`;
if (host === 'github') {
  git('push', '--quiet', 'origin', branch);
  writeFileSync('revert-body.md', body);
  ran(['gh'], ['pr', 'create', '--head', branch, '--base', BRANCH, '--title', title, '--body-file', 'revert-body.md']);
} else {
  // https://docs.gitlab.com/topics/git/commit/#push-options-for-merge-requests: a description's lines are "\n", as two characters.
  const options = ['create', `target=${BRANCH}`, `title=${title}`, `description=${body.replaceAll('\n', '\\n')}`];
  git('push', '--quiet', ...options.flatMap((option) => ['-o', `merge_request.${option}`]), 'origin', branch);
}
end(0, `${branch} is proposed.`);

/** Of a merge, what it brought to the branch. */
function revert(one) {
  const isMerge = git('rev-list', '--parents', '-n', '1', one).split(' ').length > 2;
  const reverted = spawnSync('git', ['revert', '--no-edit', ...(isMerge ? ['-m', '1'] : []), one], {
    encoding: 'utf8',
  });
  if (reverted.status === 0) return;
  spawnSync('git', ['revert', '--abort']);
  end(1, `${one} cannot be reverted by itself: ${reverted.stderr.trim()}\nRevert ${range} by hand.`);
}

function git(...args) {
  return ran(['git'], args).trim();
}

/** Without a shell: what people wrote stays one word. */
function ran([command, ...first], args) {
  const { status, stdout: out, stderr, error } = spawnSync(command, [...first, ...args], { encoding: 'utf8' });
  if (status !== 0) end(1, `${command} ${args.join(' ')} failed: ${error?.message ?? stderr.trim()}`);
  return out;
}

/** A hash, and nothing that git would take for an option. */
function isCommit(text) {
  return typeof text === 'string' && /^[0-9a-f]{7,64}$/.test(text);
}

/** A person's words, on one line, and no Markdown of theirs. */
function quoted(text) {
  return `\`${String(text).replaceAll(/[`\r\n]+/g, ' ')}\``;
}

function end(code, text) {
  stdout.write(`${text}\n`);
  exit(code);
}
