/** Words that stand where a person's own are to go, in templates and examples. */
const STAND_INS = new Set([
  'reason',
  'motivo',
  'text',
  'texto',
  'string',
  'todo',
  'tbd',
  'tba',
  'na',
  'xxx',
  'placeholder',
  'why',
]);

/**
 * Whether a text was copied from a template and never filled in: no letter and no digit ("…", "...", "-"), or one stand-in
 * alone, in whatever brackets ("<reason>", "TODO", "n/a"). It would be sent to everybody as the reason.
 */
export function isPlaceholder(text: string): boolean {
  const letters = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return letters === '' || STAND_INS.has(letters);
}
