/** One token of a JSON text. A key is a string before a colon. */
export type Token =
  | { readonly kind: "{" | "}" | "[" | "]" | "null" | "true" | "false" | "end" }
  | { readonly kind: "key" | "string" | "integer" | "number"; readonly text: string };

const LITERAL = /[ \t\n\r]*(?:([{}[\]])|(null|true|false)(?![A-Za-z0-9_$])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][+-]?[0-9]+)?(?![0-9.eE]))/y;

/**
 * Reads a JSON text token by token, which tells doubled and misplaced keys apart as JSON.parse does not. At most four levels deep. The reader throws what
 * `bad` makes at the first thing that is not JSON.
 */
export function jsonTokens(text: string, bad: () => Error): () => Token {
  const open: ("{" | "[")[] = [];
  let at = 0;
  let expect: "value" | "first" | "key" | "after" | "done" = "value";

  const space = (): void => {
    while (at < text.length && " \t\n\r".includes(text[at]!)) at++;
  };
  const punctuation = (mark: string): boolean => {
    space();
    if (text[at] !== mark) return false;
    at++;
    return true;
  };
  const literal = (): RegExpExecArray => {
    LITERAL.lastIndex = at;
    const found = LITERAL.exec(text);
    if (found === null) throw bad();
    at = LITERAL.lastIndex;
    return found;
  };
  const after = (): void => {
    expect = open.length === 0 ? "done" : "after";
  };
  const close = (mark: "}" | "]"): Token => {
    if (open.pop() !== (mark === "}" ? "{" : "[")) throw bad();
    after();
    return { kind: mark };
  };

  return () => {
    space();
    if (expect === "done") {
      if (at < text.length) throw bad();
      return { kind: "end" };
    }
    if (expect === "after") {
      if (punctuation("}")) return close("}");
      if (punctuation("]")) return close("]");
      if (!punctuation(",")) throw bad();
      expect = open.at(-1) === "{" ? "key" : "value";
    } else if (expect === "first") {
      if (open.at(-1) === "{" && punctuation("}")) return close("}");
      if (open.at(-1) === "[" && punctuation("]")) return close("]");
      expect = open.at(-1) === "{" ? "key" : "value";
    }
    if (at === text.length && open.length === 0) return { kind: "end" };
    const [, mark, word, string, integer, fraction, exponent] = literal();
    if (expect === "key") {
      if (string === undefined || !punctuation(":")) throw bad();
      expect = "value";
      return { kind: "key", text: JSON.parse(string) as string };
    }
    if (mark === "{" || mark === "[") {
      open.push(mark);
      if (open.length > 4) throw bad();
      expect = "first";
      return { kind: mark };
    }
    if (mark !== undefined) throw bad();
    after();
    if (integer !== undefined && open.length === 0 && /[^ \t\n\r]/.test(text[at] ?? " ")) throw bad();
    if (string !== undefined) return { kind: "string", text: JSON.parse(string) as string };
    if (word !== undefined) return { kind: word as "null" | "true" | "false" };
    return { kind: fraction === undefined && exponent === undefined ? "integer" : "number", text: integer! };
  };
}
