import type { Dashboard } from './version.ts';

const html = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

/** The dashboard as people see it. */
export function page({ survey, answers, nps }: Dashboard): string {
  const title = html(process.env['DASHBOARD_TITLE'] ?? 'Painel de NPS');
  const question = html(process.env['NPS_QUESTION'] ?? '');
  return `<!doctype html><html lang="pt-BR"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${question}</p><p>Pesquisa ${survey}: NPS <b>${nps}</b>, ${answers} respostas</p></html>`;
}
