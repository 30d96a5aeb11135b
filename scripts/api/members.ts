import type { Node, Source } from './source.ts';

/** A member that whoever uses the package sees. */
export interface Member {
  readonly signature: string;
  readonly doc: string;
}

/** What an exported class, interface or type shows. */
export function membersOf(source: Source, node: Node): readonly Member[] {
  const body = node['body']?.body as readonly Node[] | undefined;
  if (body === undefined) return [];
  return body.filter(isPublic).map((member) => ({ signature: signatureOf(source, member), doc: source.docOf(member) }));
}

/** What it is: `class ControlPlane extends Construct`, or the whole text of a type. */
export function headOf(source: Source, node: Node): string {
  const text = source.textOf(node).replace(/^export /, '');
  return node.type === 'TSTypeAliasDeclaration' ? text.replace(/;$/, '') : (text.split(' {')[0] ?? text);
}

const isPublic = ({ accessibility, kind, static: isStatic }: Node): boolean =>
  (accessibility ?? 'public') === 'public' && kind !== 'constructor' && isStatic !== true;

/** Without the body of a method, and without what a getter is made of. */
function signatureOf(source: Source, member: Node): string {
  const body = member['value']?.body as Node | undefined;
  const end = body?.start ?? (member.type === 'PropertyDefinition' ? member['value']?.start : undefined) ?? member.end;
  const text = source.textOf({ start: member.start, end }).replace(/[\s;={]+$/, '');
  return text.replace(/^get (\w+)\(\)/, 'readonly $1').replace(/^(override|public) /, '');
}
