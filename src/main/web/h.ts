// Builds the page: elements and text nodes, nothing else. There is no way from here to markup in a string.

/** What an element may hold; nothing where `false`. */
export type Content = Node | string | false | readonly Content[];

/** Attributes by name (`true` sets an empty one, `false` none); `on…` takes a listener. */
export type Attributes = Readonly<Record<string, string | number | boolean | ((event: Event) => void)>>;

/** An element with its attributes and content. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...content: readonly Content[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  fill(element, content);
  return element;
}

function fill(element: Element, content: readonly Content[]): void {
  for (const one of content) {
    if (one === false) continue;
    if (typeof one === "string" || one instanceof Node) element.append(one);
    else fill(element, one);
  }
}
