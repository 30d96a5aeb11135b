import { Html, html } from './html.ts';

/** A part of a page; it is fetched again and again while the page is open. */
export interface Section {
  readonly id: string;
  readonly heading: string;
  readonly body: Html;
  /** There is nothing to show now. */
  readonly hidden?: boolean;
  /** Set beside the one before it where there is room. */
  readonly beside?: true;
}

export interface Page {
  readonly title: string;
  /** Which entry of the navigation it belongs to. */
  readonly at: '/' | '/mailbox' | '/dashboard';
  readonly lead?: Html;
  readonly sections: readonly Section[];
}

const NAVIGATION = [
  ['/', 'Console'],
  ['/mailbox', 'Mailbox'],
  ['/dashboard', 'Dashboard'],
] as const;

/** A page as a document of its own: complete without the script, which only keeps it current. */
export function document({ title, at, lead, sections }: Page, links: { readonly application: string }): string {
  return html`${new Html('<!doctype html>')}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · knowngood sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
<script type="module" src="/live.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<p class="brand"><a href="/">known<b>good</b></a> <span>sandbox</span></p>
<nav aria-label="Pages">${NAVIGATION.map(([path, name]) => html`<a href="${path}"${path === at && new Html(' aria-current="page"')}>${name}</a>`)}<a href="${links.application}">Application</a></nav>
</header>
<main id="content">
<h1>${title}</h1>
${lead}
${sections.map(
  ({ id, heading, body, beside, hidden }) =>
    html`<section id="${id}" aria-labelledby="${id}-heading"${beside === true && new Html(' class="beside"')}${hidden === true && new Html(' hidden')}><h2 id="${id}-heading">${heading}</h2><div data-live="${id}">${body}</div></section>`,
)}
</main>
<footer><p>Times are virtual, and in UTC: a virtual minute lasts two seconds. Messages have them in the time zone of the environment. <span id="connection" role="status"></span></p></footer>
</body>
</html>`.text;
}
