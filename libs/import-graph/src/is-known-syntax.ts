import type { SyntaxNode } from '@lezer/common';

/** Errors that @lezer/javascript 1.5 sees in sound TypeScript, and recovers from. */
export function isKnownSyntax(
  { parent, prevSibling, from, to }: SyntaxNode,
  text: string,
): boolean {
  switch (parent?.name) {
    // `import a = require('a')`
    case 'ImportDeclaration':
      return text.slice(from, to) === '=';
    // `@Decorated() export class`
    case 'ClassDeclaration':
      return prevSibling?.name === 'Decorator';
    // `(value): value is string =>`
    case 'TypeAnnotation':
      return text.slice(from, to) === 'is' || prevSibling?.type.isError === true;
    default:
      return false;
  }
}
