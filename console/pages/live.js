// Keeps the page current: asks once a second for its sections and puts in those that have changed. Without this script
// everything is there too, as it was when the page was opened.
const EVERY_MS = 1000;
const connection = document.getElementById('connection');
const shown = new Map();

async function refresh() {
  const page = encodeURIComponent(location.pathname);
  const response = await fetch(`/live?page=${page}`);
  if (!response.ok) throw new Error(`status ${response.status}`);
  const sections = await response.json();
  const main = document.getElementById('content');
  for (const { id, html, hidden } of sections) {
    document.getElementById(id)?.toggleAttribute('hidden', hidden);
    const place = document.querySelector(`[data-live="${id}"]`);
    if (place && shown.get(id) !== html) replace(place, html);
    shown.set(id, html);
  }
  reorder(main, sections);
}

/** Opened details and the focus stay as the reader left them. */
function replace(place, html) {
  const open = [...place.querySelectorAll('details[open][id]')].map((details) => details.id);
  const focus = place.contains(document.activeElement) ? document.activeElement : null;
  const inSummary = focus?.closest('details')?.id;
  place.innerHTML = html;
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  if (focus?.id) document.getElementById(focus.id)?.focus({ preventScroll: true });
  else if (inSummary) document.querySelector(`#${CSS.escape(inSummary)} summary`)?.focus({ preventScroll: true });
}

/** The workflow that was started last comes first. */
function reorder(main, sections) {
  const wanted = sections.map(({ id }) => document.getElementById(id)).filter(Boolean);
  const now = [...main.querySelectorAll(':scope > section')];
  if (wanted.some((section, index) => section !== now[index])) main.append(...wanted);
}

async function follow() {
  if (document.visibilityState === 'visible') {
    try {
      await refresh();
      if (connection.textContent) connection.textContent = '';
    } catch {
      if (!connection.textContent)
        connection.textContent = 'The sandbox does not answer any more; this is how it last was.';
    }
  }
  setTimeout(follow, EVERY_MS);
}

void follow();
