/**
 * The two loops of `RowScan` as WebAssembly with 128-bit vectors, four numbers at a time, written out by hand:
 *
 * - `hits(at, vectorEnd, end, thresholds, least, out)` writes the address of every number from `at` to `end` that
 *   reaches `least` or its own threshold, and returns where it stopped writing; up to `vectorEnd` by fours.
 * - `count(at, vectorEnd, end, least)` tells how many numbers reach `least`.
 *
 * @see WebAssembly Core Specification 2.0, section 5 (binary format)
 */
export function scanModule(): Uint8Array<ArrayBuffer> {
  const signatures = section(1, [
    [0x60, 6, i32, i32, i32, i32, f32, i32, 1, i32],
    [0x60, 4, i32, i32, i32, f32, 1, i32],
  ]);
  const memory = section(2, [[...name("m"), ...name("m"), 2, 0, 1]]);
  const functions = section(3, [[0], [1]]);
  const exported = section(7, [
    [...name("hits"), 0, 0],
    [...name("count"), 0, 1],
  ]);
  const bodies = section(10, [sized(hitsBody()), sized(countBody())]);
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[signatures, memory, functions, exported, bodies].flat(),
  ]);
}

type Bytes = readonly number[];

const i32 = 0x7f;
const f32 = 0x7d;
const v128 = 0x7b;
const end = 0x0b;

const get = (local: number): Bytes => [0x20, local];
const set = (local: number): Bytes => [0x21, local];
const constant = (value: number): Bytes => [0x41, value];
const load: Bytes = [0x2a, 2, 0];
const store: Bytes = [0x36, 2, 0];
const loadVector: Bytes = [0xfd, 0x00, 2, 0];
const splat: Bytes = [0xfd, 0x13];
const atLeast: Bytes = [0x60];
const atLeastVector: Bytes = [0xfd, 0x46];
const orVector: Bytes = [0xfd, 0x50];
const bitmask: Bytes = [0xfd, 0xa4, 0x01];
const add: Bytes = [0x6a];
const subtract: Bytes = [0x6b];
const and: Bytes = [0x71];
const or: Bytes = [0x72];
const shiftLeft: Bytes = [0x74];
const trailingZeros: Bytes = [0x68];
const countOnes: Bytes = [0x69];
const isZero: Bytes = [0x45];
const notBelow: Bytes = [0x4f];

const advance = (local: number, by: number): Bytes => join(get(local), constant(by), add, set(local));

/** Repeats a body until the condition, which leaves 0 or 1, holds. */
const until = (condition: Bytes, body: Bytes): Bytes =>
  join([0x02, 0x40, 0x03, 0x40], condition, [0x0d, 1], body, [0x0c, 0, end, end]);

const when = (condition: Bytes, body: Bytes): Bytes => join(condition, [0x04, 0x40], body, [end]);

const reached = (local: number, limit: number): Bytes => join(get(local), get(limit), notBelow);

function hitsBody(): Bytes {
  const [at, vectorEnd, last, thresholds, least, out, mask, leastVector] = [0, 1, 2, 3, 4, 5, 6, 7];
  const write = (address: Bytes) => join(get(out), address, store, advance(out, 4));
  const writeLowestBit = write(join(get(at), get(mask), trailingZeros, constant(2), shiftLeft, add));
  const dropLowestBit = join(get(mask), get(mask), constant(1), subtract, and, set(mask));
  const reachesLeast = join(get(at), loadVector, get(leastVector), atLeastVector);
  const reachesOwn = join(get(at), loadVector, get(thresholds), loadVector, atLeastVector);
  return join(
    [2, 1, i32, 1, v128],
    join(get(least), splat, set(leastVector)),
    until(
      reached(at, vectorEnd),
      join(
        join(reachesLeast, reachesOwn, orVector, bitmask, set(mask)),
        until(join(get(mask), isZero), join(writeLowestBit, dropLowestBit)),
        advance(at, 16),
        advance(thresholds, 16),
      ),
    ),
    until(
      reached(at, last),
      join(
        when(
          join(
            join(get(at), load, get(least), atLeast),
            join(get(at), load, get(thresholds), load, atLeast),
            or,
          ),
          write(get(at)),
        ),
        advance(at, 4),
        advance(thresholds, 4),
      ),
    ),
    get(out),
    [end],
  );
}

function countBody(): Bytes {
  const [at, vectorEnd, last, least, count] = [0, 1, 2, 3, 4];
  const counted = (mask: Bytes) => join(get(count), mask, add, set(count));
  const vector = join(get(at), loadVector, get(least), splat, atLeastVector, bitmask, countOnes);
  return join(
    [1, 1, i32],
    until(reached(at, vectorEnd), join(counted(vector), advance(at, 16))),
    until(reached(at, last), join(counted(join(get(at), load, get(least), atLeast)), advance(at, 4))),
    get(count),
    [end],
  );
}

function join(...parts: readonly Bytes[]): Bytes {
  return parts.flat();
}

function section(id: number, entries: readonly Bytes[]): Bytes {
  return [id, ...sized([entries.length, ...entries.flat()])];
}

function name(text: string): Bytes {
  return [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))];
}

/** A part behind its length, seven bits a byte. */
function sized(part: Bytes): Bytes {
  const { length } = part;
  return length < 128 ? [length, ...part] : [(length % 128) + 128, length >> 7, ...part];
}
