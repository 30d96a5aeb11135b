import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium of this machine (`CHROME_PATH`, or by its usual names); undefined: there is none. */
export function chromiumHere(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [process.env['CHROME_PATH'], ...places].find((path) => path !== undefined && runs(path));
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Keys by what the protocol wants of them (Input.dispatchKeyEvent). */
const KEYS = {
  Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
  Enter: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
} as const;

export interface Browser {
  /** Opens an address in that scheme and width, lets a script run in it and gives its result. */
  evaluate<T>(
    url: string,
    as: { readonly scheme: 'light' | 'dark'; readonly width: number },
    script: string,
  ): Promise<T>;
  /** Presses a key on the page that is open, as a person does, and gives what a script then finds. */
  press<T>(key: keyof typeof KEYS, script: string): Promise<T>;
  close(): Promise<void>;
}

/** Drives a Chromium by its own protocol (https://chromedevtools.github.io/devtools-protocol/), over loopback. */
export async function openBrowser(path: string): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'knowngood-chromium-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', 'about:blank'];
  const child = spawn(path, [`--user-data-dir=${folder}`, ...flags], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`Chromium has ended: ${said}`)));
  });
  const { host } = new URL(address);
  const socket = new WebSocket(await pageOf(host));
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const send = caller(socket);
  const found = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = (await send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as {
      result: { value: T };
      exceptionDetails?: { exception?: { description?: string } };
    };
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description);
    return result.value;
  };
  await send('Page.enable');
  await send('Page.setBypassCSP', { enabled: true });
  return {
    async press<T>(key: keyof typeof KEYS, script: string) {
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...KEYS[key] });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...KEYS[key] });
      return await found<T>(`(async () => await (${script}))()`);
    },
    async evaluate<T>(url: string, { scheme, width }: { scheme: string; width: number }, expression: string) {
      await send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
      await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
      await send('Page.navigate', { url });
      return await found<T>(
        `(async () => { while (document.readyState !== 'complete' || location.href !== ${JSON.stringify(url)}) await new Promise((r) => setTimeout(r, 20)); return await (${expression}); })()`,
      );
    },
    async close() {
      socket.close();
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function pageOf(host: string): Promise<string> {
  const pages = (await (await fetch(`http://${host}/json/list`)).json()) as {
    type: string;
    webSocketDebuggerUrl: string;
  }[];
  return pages.find(({ type }) => type === 'page')?.webSocketDebuggerUrl ?? '';
}

/** Calls answered by their number. */
function caller(socket: WebSocket) {
  let last = 0;
  const waiting = new Map<number, (answer: { result?: unknown; error?: { message: string } }) => void>();
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(String(data)) as { id?: number; result?: unknown; error?: { message: string } };
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  };
  return (method: string, params: object = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, ({ result, error }) =>
        error === undefined ? resolve(result) : reject(new Error(error.message)),
      );
      socket.send(JSON.stringify({ id: last, method, params }));
    });
}

/** The script of axe, to run in a page. */
export const axe = (): string => readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
