import type { ReadEvent } from "../../model.ts";
import { type FileInput, FileRejected, type ReadLimits, type ReadOptions } from "./reader.ts";
import { unpackWhole, type ZipMember, zipMembers } from "./zip-archive.ts";

/** Reads each member of an archive by its own format; what cannot be taken is named and the others are taken. */
export async function* readZip(input: FileInput, options: ReadOptions): AsyncGenerator<ReadEvent> {
  const { skipMembers = 0, resumeAfterRow } = options;
  let members = 0;
  for await (const member of zipMembers(input, options.limits)) {
    members += 1;
    if (members <= skipMembers) continue;
    options.signal?.throwIfAborted();
    options.shareRead?.(member.share);
    await options.memberStarted?.(member.name, members - 1);
    yield* readOne(member, {
      ...options,
      resumeAfterRow: members === skipMembers + 1 ? resumeAfterRow : undefined,
    });
  }
  if (members === 0) throw new FileRejected("empty", "an archive without files");
}

async function* readOne(member: ZipMember, options: ReadOptions): AsyncGenerator<ReadEvent> {
  const { name } = member;
  if (member.encrypted) {
    yield { type: "rejection", member: name, reason: "encrypted", detail: "this member has a password" };
  } else if (!member.readable) {
    yield { type: "rejection", member: name, reason: "unsupported-type", detail: "packed in an unknown way" };
  } else if (options.readMember !== undefined) {
    const inner: ReadOptions = {
      ...options,
      draft: undefined,
      memberStarted: undefined,
      shareRead: undefined,
    };
    for await (const event of options.readMember(memberInput(member, options.limits), inner))
      yield inMember(event, name);
  }
}

function inMember(event: ReadEvent, member: string): ReadEvent {
  return event.type === "document"
    ? { type: "document", document: { ...event.document, member } }
    : { ...event, member };
}

/** A member is unpacked as far as it is asked for, and kept once it was asked for as a whole. */
function memberInput(member: ZipMember, { maxFileBytes }: ReadLimits): FileInput {
  const headBytes = 1_048_576;
  let whole: Promise<Uint8Array> | undefined;
  const bytes = () => {
    whole ??= unpackWhole(member, maxFileBytes);
    return whole;
  };
  return {
    name: member.name,
    size: member.unpackedBytes,
    bytes,
    slice: async (start, end) =>
      end <= headBytes && whole === undefined
        ? (await unpackHead(member, end)).subarray(start)
        : (await bytes()).subarray(start, end),
    async *stream(start = 0) {
      let at = 0;
      for await (const piece of member.unpack()) {
        if (at + piece.length > start) yield piece.subarray(Math.max(0, start - at));
        at += piece.length;
      }
    },
  };
}

async function unpackHead(member: ZipMember, end: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of member.unpack()) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes >= end) break;
  }
  return Buffer.concat(pieces).subarray(0, end);
}
