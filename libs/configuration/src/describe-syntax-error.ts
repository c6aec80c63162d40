import { printParseErrorCode } from 'jsonc-parser';

type SyntaxErrorName = ReturnType<typeof printParseErrorCode>;

const FIXES: Partial<Record<SyntaxErrorName, string>> = {
  InvalidSymbol: 'a word stands here that JSON does not know; put text in double quotes',
  InvalidNumberFormat: 'a number stands here that JSON does not know',
  PropertyNameExpected:
    'a name in double quotes is missing here; take out a comma that nothing follows',
  ValueExpected: 'a value is missing here; take out a comma that nothing follows',
  ColonExpected: 'put a colon between the name and its value',
  CommaExpected: 'put a comma before this',
  CloseBraceExpected: 'close the object with }',
  CloseBracketExpected: 'close the list with ]',
  EndOfFileExpected: 'take out what follows the value',
  InvalidCommentToken: 'take the comment out, since JSON has none',
  UnexpectedEndOfComment: 'take the comment out, since JSON has none',
  UnexpectedEndOfString: 'close the text with a double quote',
};

/** What an operator has to mend, as an end of a sentence. */
export function describeSyntaxError(code: number): string {
  const name = printParseErrorCode(code);
  return FIXES[name] ?? name;
}
