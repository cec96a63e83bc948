const lineEnd = 0x0a;
const longestLineBytes = 1_048_576;
const separator = /^From \S+ .*\d{4}/;

/**
 * Splits a mailbox at its `From ` lines, each of which stands at the start or after an empty line.
 *
 * @returns the bytes of each message with its `From ` line; undefined in place of one that is larger than `maxBytes`
 */
export async function* splitMailbox(
  pieces: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array | undefined> {
  let lines: Buffer[] = [];
  let bytes = 0;
  let afterEmptyLine = true;
  for await (const line of linesOf(pieces)) {
    if (afterEmptyLine && isSeparator(line) && bytes > 0) {
      yield bytes > maxBytes ? undefined : Buffer.concat(lines);
      lines = [];
      bytes = 0;
    }
    afterEmptyLine = isEmpty(line);
    bytes += line.length;
    if (bytes <= maxBytes) lines.push(withoutQuote(line));
    else lines = [];
  }
  if (bytes > 0 && (bytes > maxBytes || lines.some((line) => !isEmpty(line))))
    yield bytes > maxBytes ? undefined : Buffer.concat(lines);
}

/** Lines with their ends; a piece of a line where one is longer than a piece. */
async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece]);
    let start = 0;
    for (let end = bytes.indexOf(lineEnd); end >= 0; end = bytes.indexOf(lineEnd, start)) {
      yield bytes.subarray(start, end + 1);
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length >= longestLineBytes) {
      yield rest;
      rest = Buffer.alloc(0);
    }
  }
  if (rest.length > 0) yield rest;
}

function isSeparator(line: Buffer): boolean {
  return line.length < 1_000 && line[0] === 0x46 && separator.test(line.toString("latin1"));
}

function isEmpty(line: Buffer): boolean {
  return line[0] === lineEnd || (line[0] === 0x0d && line[1] === lineEnd);
}

/** A line of a message that begins with `From ` is written `>From `. */
function withoutQuote(line: Buffer): Buffer {
  return line[0] === 0x3e && /^>+From /.test(line.subarray(0, 64).toString("latin1"))
    ? line.subarray(1)
    : line;
}
