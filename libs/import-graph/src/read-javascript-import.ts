import type { SyntaxNode } from '@lezer/common';
import type { ImportKind, ImportReference } from './import-reference.js';

type Reference = Omit<ImportReference, 'line'>;

const LONGEST_EXPRESSION = 200;

/** The import that a node of a JavaScript or TypeScript tree is; undefined for any other node. */
export function readJavaScriptImport(node: SyntaxNode, text: string): Reference | undefined {
  switch (node.name) {
    case 'ImportDeclaration':
      return literal(node, node.getChild('type') ? 'type' : 'import', text);
    case 'ExportDeclaration':
      return node.getChild('from')
        ? literal(node, node.getChild('type') ? 'type' : 're-export', text)
        : undefined;
    case 'ImportType':
      return literal(node, 'type', text);
    case 'DynamicImport':
      return (
        literal(node, 'dynamic', text) ?? computed(node.getChild('(')?.nextSibling, 'dynamic', text)
      );
    case 'CallExpression':
      return readRequire(node, text);
    default:
      return undefined;
  }
}

function readRequire(node: SyntaxNode, text: string): Reference | undefined {
  const callee = node.firstChild;
  if (callee?.name !== 'VariableName' || slice(callee, text) !== 'require') return undefined;
  const parameters = node.getChild('ArgList');
  if (!parameters) return undefined;
  return (
    literal(parameters, 'require', text) ??
    computed(parameters.getChild('(')?.nextSibling, 'require', text)
  );
}

function literal(node: SyntaxNode, kind: ImportKind, text: string): Reference | undefined {
  const string = node.getChild('String') ?? node.getChild('TemplateString');
  if (!string || string.getChild('Interpolation')) return undefined;
  return { specifier: slice(string, text).slice(1, -1), kind };
}

function computed(
  expression: SyntaxNode | null | undefined,
  kind: ImportKind,
  text: string,
): Reference | undefined {
  if (!expression || expression.type.isError || expression.name === ')') return undefined;
  const specifier = slice(expression, text).slice(0, LONGEST_EXPRESSION);
  return { specifier, kind, isComputed: true };
}

function slice(node: SyntaxNode, text: string): string {
  return text.slice(node.from, node.to);
}
