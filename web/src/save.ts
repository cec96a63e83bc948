/** Hands a file to the browser's downloads. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  saveAddress(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Lets the browser download an address under a name. */
export function saveAddress(address: string, name: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

type Cell = string | number | null;

/** A cell of a CSV file. One that a spreadsheet would take for a formula gets an apostrophe. */
function csvCell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as the text of a CSV file. */
export function formatCsv(head: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [head.join(",")];
  for (const row of rows) lines.push(row.map(csvCell).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

/** A name that every file system takes. */
export const fileName = (name: string) =>
  name
    .replace(/[^\p{L}\p{N}._ -]+/gu, "_")
    .slice(0, 100)
    .trim() || "toposcope";
