import { ParserProcess } from "./parser-process.ts";

const filesPerChild = 64;

/** The parser children of one pool: at most so many at work, used ones for plain formats, a fresh one started ahead. */
export class ParserChildren {
  readonly #memoryMb: number;
  readonly #idle = new Set<ParserProcess>();
  readonly #busy = new Set<ParserProcess>();
  readonly #waiting: (() => void)[] = [];
  #free: number;
  #closed = false;
  #started = 0;

  constructor(atWork: number, memoryMb: number) {
    this.#free = atWork;
    this.#memoryMb = memoryMb;
  }

  get started(): number {
    return this.#started;
  }

  /**
   * Waits for a child to read one file with.
   *
   * @param fresh whether it must not have read any file before
   * @param ahead whether another is started meanwhile for the file after this one
   */
  async acquire(fresh: boolean, { ahead = true } = {}): Promise<ParserProcess> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free -= 1;
    if (this.#closed) {
      this.#letNextIn();
      throw new Error("the parser pool is closed");
    }
    const parser = this.#takeIdle(fresh) ?? this.#start();
    this.#busy.add(parser);
    if (ahead) this.#keepSpare();
    return parser;
  }

  /** Takes a child back; one that is not clean, or has read enough, is ended. */
  release(parser: ParserProcess, clean: boolean): void {
    this.#busy.delete(parser);
    if (clean && !this.#closed && parser.alive && parser.filesRead < filesPerChild) this.#idle.add(parser);
    else parser.kill();
    this.#letNextIn();
  }

  async close(): Promise<void> {
    this.#closed = true;
    const all = [...this.#idle, ...this.#busy];
    for (const parser of all) parser.kill();
    await Promise.all(all.map((parser) => parser.ended()));
  }

  #start(): ParserProcess {
    this.#started += 1;
    return new ParserProcess(this.#memoryMb);
  }

  #takeIdle(fresh: boolean): ParserProcess | undefined {
    for (const parser of this.#idle) if (!parser.alive) this.#idle.delete(parser);
    const idle = [...this.#idle];
    const unused = idle.find(({ filesRead }) => filesRead === 0);
    const parser = fresh ? unused : (idle.find(({ filesRead }) => filesRead > 0) ?? unused);
    if (parser !== undefined) this.#idle.delete(parser);
    return parser;
  }

  #keepSpare(): void {
    if (![...this.#idle].some(({ filesRead }) => filesRead === 0)) this.#idle.add(this.#start());
  }

  #letNextIn(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
