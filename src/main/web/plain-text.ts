/** What a manifest cannot carry is taken out: controls, half characters, white space at the ends. */
export function clean(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "").replace(/\p{Surrogate}/gu, "\ufffd").trim();
}
