/** What a cache holds. */
export interface CacheSize {
  readonly entries: number;
  /** As they are stored. */
  readonly bytes: number;
  /** As they would be as 32-bit floats, or as plain text. */
  readonly plainBytes: number;
  /** Of these bytes, what nothing in the database uses now: the limits are for them. */
  readonly spareBytes: number;
  /** Of the entries, those that cost money and are kept whatever the limits say. */
  readonly paidEntries: number;
}

export interface CacheLimits {
  readonly keepBytes: number;
  /** What was last used before this goes. */
  readonly usedSince: Date;
}
