// What is looked for on every state of the page.
import { AXE, type Page } from "./browser.ts";

interface Finding { readonly id: string; readonly nodes: readonly { readonly html: string }[]; }

/** Every finding of axe: the rules of WCAG 2.2 A and AA and its good practice. */
export async function findings(page: Page): Promise<string[]> {
  return page.evaluate(async (source) => {
    const global = window as unknown as { axe?: { run(): Promise<{ violations: Finding[] }> } };
    if (global.axe === undefined) (0, eval)(source);
    return (await global.axe!.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  }, AXE);
}

/** How wide the page is, in CSS pixels. */
export function widest(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}
