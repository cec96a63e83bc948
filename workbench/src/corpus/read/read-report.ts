import type { ReadEvent, RejectionReason } from "../../model.ts";

/** How the reading of one file went, told when it is over. */
export interface ReadReport {
  readonly documents: number;
  readonly rejections: number;
  readonly warnings: number;
  readonly milliseconds: number;
  /** Most resident memory that one of its parser children has told of; absent where none was asked. */
  readonly peakMemoryMb: number | undefined;
}

/** A parser child that ended, or had to be ended, before it was done with its file. */
export interface LostParser {
  readonly parser: number | undefined;
  readonly reason: RejectionReason;
  readonly detail: string;
  /** What of an archive it was at. */
  readonly member: string | undefined;
  readonly peakMemoryMb: number | undefined;
}

/** Is told what becomes known of a reading besides what was read. */
export interface ReadObserver {
  readonly onRead?: (report: ReadReport) => void;
  readonly onLost?: (lost: LostParser) => void;
  /** Told of each member of an archive, by its number from 0, when all events of those before it were taken. */
  readonly onMember?: (index: number) => void;
  /** Told as events are taken which share of the file lies behind them, 0..1, where the format tells. */
  readonly onShare?: (share: number) => void;
}

/** Counts the events of a reading as they pass by. */
export class ReadTally {
  peakMemoryMb: number | undefined;
  readonly #counts = { document: 0, rejection: 0, warning: 0 };
  readonly #started = performance.now();

  count({ type }: ReadEvent): void {
    this.#counts[type] += 1;
  }

  notePeak(memoryMb: number | undefined): void {
    if (memoryMb !== undefined) this.peakMemoryMb = Math.max(memoryMb, this.peakMemoryMb ?? 0);
  }

  report(): ReadReport {
    const { document, rejection, warning } = this.#counts;
    return {
      documents: document,
      rejections: rejection,
      warnings: warning,
      milliseconds: Math.round(performance.now() - this.#started),
      peakMemoryMb: this.peakMemoryMb,
    };
  }
}
