/** Numbers parts of texts without cutting them out, from 0 on in the order in which they first come, for each group apart. */
export class SurfaceTable {
  readonly surfaces: string[] = [];
  readonly #groups: number[] = [];
  readonly #hashes: number[] = [];
  #slots = new Int32Array(8_192).fill(-1);

  /** The number of `text.slice(start, end)` in a group, or -1 - the number it has from now on where it is new. */
  idOf(text: string, start: number, end: number, group: number): number {
    let hash = group;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot];
      if (id < 0) return this.#insert(slot, { surface: text.slice(start, end), group, hash });
      if (this.#hashes[id] !== hash || this.#groups[id] !== group) continue;
      const known = this.surfaces[id];
      if (known.length === end - start && text.startsWith(known, start)) return id;
    }
  }

  #insert(slot: number, { surface, group, hash }: { surface: string; group: number; hash: number }): number {
    const id = this.surfaces.push(surface) - 1;
    this.#groups.push(group);
    this.#hashes.push(hash);
    this.#slots[slot] = id;
    if (this.surfaces.length * 2 > this.#slots.length) this.#grow();
    return -1 - id;
  }

  #grow(): void {
    const mask = this.#slots.length * 2 - 1;
    this.#slots = new Int32Array(mask + 1).fill(-1);
    for (const [id, hash] of this.#hashes.entries()) {
      let slot = hash & mask;
      while (this.#slots[slot] >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = id;
    }
  }
}
