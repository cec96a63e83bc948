export type PersonalDataKind =
  | "e-mail address"
  | "phone number"
  | "social security number"
  | "card number"
  | "IBAN";

const email = /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@(?:[\p{L}\d-]{1,63}\.){1,5}\p{L}{2,24}/gu;
const socialSecurity = /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g;
const card = /(?<![\d.-])(?:\d[ -]?){12,18}\d(?![\d.-])/g;
const iban = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,4})?(?![\p{L}\d])/gu;
/** Written with a country code, or in the groups of North America; no bare runs of digits, no toll-free numbers. */
const phone =
  /(?<![\d+(.-])(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]?\d{2,4}){1,4}|(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])\d{3}[ .-]\d{4})(?![\d-])/g;
const tollFree = /^\+?1?8(?:00|33|44|55|66|77|88)/;

/** Counts what looks like personal data in a text, kind by kind; the data itself is not repeated. */
export function findPersonalData(text: string): { kind: PersonalDataKind; count: number }[] {
  const kinds: readonly (readonly [PersonalDataKind, number])[] = [
    ["e-mail address", count(text, email)],
    ["phone number", count(text, phone, (found) => !tollFree.test(digits(found)))],
    ["social security number", count(text, socialSecurity)],
    ["card number", count(text, card, isCardNumber)],
    ["IBAN", count(text, iban, isIban)],
  ];
  return kinds.filter(([, number]) => number > 0).map(([kind, number]) => ({ kind, count: number }));
}

function count(text: string, pattern: RegExp, isOne: (found: string) => boolean = () => true): number {
  return (text.match(pattern) ?? []).filter(isOne).length;
}

const digits = (text: string) => text.replace(/\D/g, "");

/** Whether the digits pass Luhn's check, start like a card, and are not all the same. */
function isCardNumber(found: string): boolean {
  const number = digits(found);
  if (!/^[2-6]/.test(number) || /^(\d)\1+$/.test(number)) return false;
  let sum = 0;
  for (let i = 0; i < number.length; i++) {
    const digit = Number(number[number.length - 1 - i]) * (i % 2 === 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

/** Whether the check digits are right (ISO 13616: the rearranged number is 1 modulo 97). */
function isIban(found: string): boolean {
  const code = found.replace(/ /g, "");
  if (code.length < 15 || code.length > 34) return false;
  const numbers = (code.slice(4) + code.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  let rest = 0;
  for (const digit of numbers) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
