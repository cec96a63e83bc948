import { isAscii, isUtf8 } from "node:buffer";
import { type Entry, getFileNameLowLevel } from "yauzl";

/** Characters 0x80 to 0xFF of code page 437, in which ZIP names are written where nothing else is said. */
const codePage437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
const utf8Flag = 0x800;
const unicodePathField = 0x7075;

/**
 * Decodes a member's name by its flags, else by what its bytes can be, and makes it harmless: slashes only, no drive, no way
 * upwards, no control characters.
 */
export function memberName(
  entry: Pick<Entry, "fileNameRaw" | "generalPurposeBitFlag" | "extraFields">,
): string {
  return harmless(decodeName(entry));
}

function decodeName({
  fileNameRaw,
  generalPurposeBitFlag,
  extraFields,
}: Parameters<typeof memberName>[0]): string {
  const marked =
    (generalPurposeBitFlag & utf8Flag) !== 0 || extraFields.some(({ id }) => id === unicodePathField);
  if (marked) return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  if (isAscii(fileNameRaw) || isUtf8(fileNameRaw)) return fileNameRaw.toString("utf8");
  const asian = ["shift_jis", "gb18030", "euc-kr"].map((charset) =>
    new TextDecoder(charset).decode(fileNameRaw),
  );
  return asian.find(isAsianName) ?? fromCodePage437(fileNameRaw);
}

/** Words of an Asian script, not single characters of it that stand in for accents inside Latin words. */
function isAsianName(name: string): boolean {
  const foreign = name.replace(/[\p{ASCII}\u3000-\u303f\uff00-\uff60]/gu, "");
  const asian = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+$/u.test(foreign);
  return asian && !/[a-z]\P{ASCII}(?!\P{ASCII})|(?<!\P{ASCII})\P{ASCII}[a-z]/iu.test(name);
}

function fromCodePage437(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : codePage437[byte - 0x80],
  ).join("");
}

function harmless(name: string): string {
  const parts = name
    .replaceAll("\\", "/")
    .replace(/^[a-z]:/i, "")
    .split("/");
  const kept = parts.filter((part) => part !== "" && part !== "." && part !== "..");
  return kept
    .join("/")
    .replace(/\p{Cc}/gu, "\ufffd")
    .toWellFormed();
}
