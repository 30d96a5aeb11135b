import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Children must die with the sandbox, also when it is killed and can run no code any more. One shell waits on a pipe whose
 * other end is ours: the kernel closes it whichever way we end, and the shell then ends what is still on its list.
 * It runs in a session of its own, so that Ctrl-C in a terminal does not end it before its work is done.
 */
const SCRIPT = `
list=' '
folders=
while read -r what arg; do
  case "$what" in
    +) list="$list$arg " ;;
    -) case "$list" in *" $arg "*) list="\${list%%" $arg "*} \${list#*" $arg "}" ;; esac ;;
    f) folders="$folders$arg
" ;;
  esac
done
for entry in $list; do kill -s "\${entry%%:*}" "\${entry#*:}" 2>/dev/null; done
[ -z "$folders" ] && exit 0
[ "$list" = ' ' ] || sleep 1
printf '%s' "$folders" | while read -r folder; do rm -rf "$folder"; done
`;

let shell: ChildProcess | undefined;

function tell(line: string): void {
  if (shell === undefined) {
    shell = spawn('/bin/sh', ['-c', SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    shell.on('error', () => {});
    shell.stdin?.on('error', () => {});
    shell.unref();
    // The pipe must not keep a finished sandbox alive either; node's type of stdin hides that it is a socket.
    (shell.stdin as unknown as { unref?(): void } | null)?.unref?.();
  }
  shell.stdin?.write(`${line}\n`);
}

/** What a child gets when the sandbox is gone. PostgreSQL cleans up its shared memory on QUIT; nothing survives KILL. */
export type LastSignal = 'KILL' | 'QUIT';

/** Ends `pid` when this process ends, however it ends. */
export function guard(pid: number, signal: LastSignal = 'KILL'): void {
  tell(`+ ${signal}:${pid}`);
}

/** To be called when the child has ended: its number may belong to another process next. */
export function release(pid: number, signal: LastSignal = 'KILL'): void {
  tell(`- ${signal}:${pid}`);
}

/** Removes `folder` when this process ends, however it ends. */
export function removeAtEnd(folder: string): void {
  tell(`f ${folder}`);
}
