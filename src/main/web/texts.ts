// What the page says, in the source's language. Every language is fetched always: no request tells which one was chosen. The first screens' texts come with
// them, the rest with the rest of the page (build.mjs tells them apart).

/** A text, or one for each plural category that its language has; `zero` where there is none at all. */
export type Text = string | { readonly zero?: string; readonly one?: string; readonly two?: string; readonly few?: string; readonly many?: string; readonly other: string };

/** Keys of all texts: those of the Spanish file, which is written first. */
export type Key = keyof typeof import("./texts.es.json");

/** What the build makes of all `texts.<language>.json`: keys once, then each language's texts in that order. */
export interface Packed { readonly keys: readonly string[]; readonly languages: Readonly<Record<string, readonly Text[]>>; }

export type Values = Readonly<Record<string, string | number>>;

/** One language. */
export class Texts {
  private readonly texts = new Map<string, Text>();
  private readonly plural: Intl.PluralRules;

  constructor(readonly language: string, packed: Packed) {
    this.plural = new Intl.PluralRules(language);
    this.add(packed);
  }

  /** Texts that came later. */
  add({ keys, languages }: Packed): void {
    languages[this.language]?.forEach((text, i) => this.texts.set(keys[i] ?? "", text));
  }

  /** The text with its `{name}` places filled; `n` chooses the plural. */
  say(key: Key, values: Values = {}): string {
    const text = this.texts.get(key) ?? key;
    const chosen = typeof text === "string" ? text : this.form(text, Number(values["n"] ?? 0));
    return chosen.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? "";
      return typeof value === "number" ? this.number(value) : value;
    });
  }

  private form(text: Exclude<Text, string>, n: number): string {
    return (n === 0 ? text.zero : undefined) ?? text[this.plural.select(n)] ?? text.other;
  }

  number(n: number): string {
    return new Intl.NumberFormat(this.language).format(n);
  }

  percent(part: number): string {
    return new Intl.NumberFormat(this.language, { style: "percent" }).format(part);
  }

  /** A day in words, a dash where there is no such day; days are UTC everywhere. */
  date(day: Date): string {
    return Number.isNaN(day.getTime()) ? "—" : new Intl.DateTimeFormat(this.language, { dateStyle: "long", timeZone: "UTC" }).format(day);
  }

  day(days: number): string {
    return this.date(new Date(days * 86_400_000));
  }

  /** Binary sizes in the units that people know. */
  size(bytes: number): string {
    const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
    const step = bytes < 1024 ? 0 : bytes < 1 << 20 ? 1 : bytes < 1 << 30 ? 2 : 3;
    const options: Intl.NumberFormatOptions = { style: "unit", unit: units[step] ?? "byte", maximumFractionDigits: 1 };
    return new Intl.NumberFormat(this.language, step === 0 ? { ...options, unitDisplay: "long" } : options).format(bytes / 1024 ** step);
  }

  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.language, { type: "conjunction" }).format(items);
  }
}

/** All languages in the order of the build. */
export function unpack(packed: Packed): Texts[] {
  return Object.keys(packed.languages).map((language) => new Texts(language, packed));
}
