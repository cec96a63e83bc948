import { createHmac } from "node:crypto";
import { findPersonalData, type PersonalDataKind } from "@toposcope/algorithms";

const labels: Readonly<Record<PersonalDataKind, string>> = {
  "e-mail address": "EMAIL",
  "phone number": "PHONE",
  "social security number": "SSN",
  "national id": "ID",
  "card number": "CARD",
  IBAN: "IBAN",
  "IP address": "IP",
};

const signs = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const leastSigns = 5;
const longestPlaceholder = 24;
const placeholder = /\[?\b((?:EMAIL|PHONE|SSN|ID|CARD|IBAN|IP)\\?_([A-HJ-NP-Z2-9]{5,16}))\b\]?/gi;
/** The beginning of a placeholder at the end of a text. */
const cutPlaceholder = /\[?\b[A-Z]{1,5}(?:\\?_[A-Z\d]{0,16})?$|\[$/i;

/**
 * Replaces personal data by placeholders, such as `[EMAIL_7KQ2M]`, and puts them back. A value has the same placeholder
 * wherever the key is the same, and nobody can tell the value from it without the key. What stands for what is known only
 * to this object, and only for what it replaced itself.
 */
export class Redaction {
  readonly #key: Buffer;
  readonly #values = new Map<string, string>();
  readonly #names = new Map<string, string>();

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** Whether anything was replaced. */
  get hasReplaced(): boolean {
    return this.#values.size > 0;
  }

  /** The text with placeholders for personal data. */
  hide(text: string): string {
    return replaced(text, (value, kind) => `[${this.#nameOf(value, kind)}]`);
  }

  /** The text with the values back in place of their placeholders; also of those that lost a bracket or their case. */
  show(text: string): string {
    return text.replace(placeholder, (found, name: string) => {
      const value = this.#values.get(name.replace("\\", "").toUpperCase());
      if (value === undefined) return found;
      const isWhole = found.startsWith("[") === found.endsWith("]");
      return isWhole ? value : found.startsWith("[") ? `[${value}` : `${value}]`;
    });
  }

  /** The same with every text in a value of whatever shape. */
  showIn<T>(value: T): T {
    if (typeof value === "string") return this.show(value) as T;
    if (Array.isArray(value)) return value.map((item) => this.showIn(item)) as T;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.showIn(item)])) as T;
  }

  /** How much of a text's end may be the beginning of a placeholder, in characters. */
  heldBack(text: string): number {
    const cut = cutPlaceholder.exec(text.slice(-longestPlaceholder));
    return this.hasReplaced && cut !== null ? cut[0].length : 0;
  }

  #nameOf(value: string, kind: PersonalDataKind): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const bytes = createHmac("sha256", this.#key).update(canonical(value, kind)).digest();
    const letters = Array.from(bytes, (byte) => signs[byte % signs.length]).join("");
    let name = "";
    for (let length = leastSigns; name === "" || this.#values.has(name); length++)
      name = `${labels[kind]}_${letters.slice(0, length)}`;
    this.#names.set(value, name);
    this.#values.set(name, value);
    return name;
  }
}

/** The text with the kinds in place of personal data: for texts that nothing is put back into. */
export function withoutPersonalData(text: string): string {
  return replaced(text, (_, kind) => `[${labels[kind]}]`);
}

function replaced(text: string, by: (value: string, kind: PersonalDataKind) => string): string {
  let result = "";
  let at = 0;
  for (const { kind, start, end } of findPersonalData(text)) {
    result += text.slice(at, start) + by(text.slice(start, end), kind);
    at = end;
  }
  return result + text.slice(at);
}

/** One value written in two ways is one value still: case, spaces and hyphens do not count. */
function canonical(value: string, kind: PersonalDataKind): string {
  const plain = kind === "e-mail address" ? value : value.replace(/[\s().-]/g, "");
  return `${kind}:${plain.toLowerCase()}`;
}
