const twoByteCharsets = /^(shift_jis|euc-jp|euc-kr|gb18030|big5)$/;
const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** Encodes text in a legacy charset, by turning its decoder round; what the charset lacks becomes `?`. */
export function encodeAs(text: string, charset: string): Uint8Array {
  const table = tables.get(charset) ?? encodingTable(charset);
  tables.set(charset, table);
  return Uint8Array.from([...text].flatMap((character) => table.get(character) ?? [0x3f]));
}

function encodingTable(charset: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(charset);
  const table = new Map<string, readonly number[]>();
  const add = (...bytes: number[]) => {
    const decoded = decoder.decode(Uint8Array.from(bytes));
    if ([...decoded].length === 1 && decoded !== "\ufffd" && !table.has(decoded)) table.set(decoded, bytes);
  };
  for (let byte = 0; byte < 0x100; byte += 1) add(byte);
  if (!twoByteCharsets.test(charset)) return table;
  for (let lead = 0x81; lead < 0xff; lead += 1)
    for (let trail = 0x40; trail < 0xff; trail += 1) add(lead, trail);
  return table;
}
