import { createCipheriv, createDecipheriv, randomBytes, randomUUID, scryptSync } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ToposcopeError } from "../errors.ts";
import { fileCall } from "../file-access.ts";
import { makeFolder } from "../make-folder.ts";

/** What is locked away: a key itself, or the name of the environment variable that holds it. */
export type KeySource = { readonly key: string } | { readonly variable: string };

/**
 * Locks keys away so that only this installation can read them, and each only for the address that it was given for: in a
 * row that was tampered with, it does not open.
 */
export interface KeyBox {
  seal(source: KeySource, address: string): Promise<Buffer>;
  /** @throws ToposcopeError PROVIDER_KEY_UNREADABLE */
  open(sealed: Buffer, address: string): Promise<KeySource>;
}

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

/**
 * AES-256-GCM with the address as additional data.
 *
 * @param secret a phrase, from which the key is made by scrypt; without one it lies in a file of the data folder, readable
 *   for its owner only and made at the first use
 */
export function keyBox({ data, secret }: { data: string; secret: string | undefined }): KeyBox {
  let loading: Promise<Buffer> | undefined;
  const masterKey = () => {
    loading ??= secret === undefined ? fileKey(data) : Promise.resolve(phraseKey(secret));
    return loading;
  };
  return {
    async seal(source, address) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", await masterKey(), nonce);
      cipher.setAAD(Buffer.from(address));
      const text = Buffer.concat([cipher.update(JSON.stringify(source), "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), text]);
    },
    async open(sealed, address) {
      try {
        if (sealed[0] !== version) throw new Error(`version ${sealed[0]} of a sealed key is not known`);
        const nonce = sealed.subarray(1, 1 + nonceBytes);
        const tag = sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes);
        const decipher = createDecipheriv("aes-256-gcm", await masterKey(), nonce, {
          authTagLength: tagBytes,
        });
        decipher.setAAD(Buffer.from(address));
        decipher.setAuthTag(tag);
        const text = [decipher.update(sealed.subarray(1 + nonceBytes + tagBytes)), decipher.final()];
        return JSON.parse(Buffer.concat(text).toString("utf8")) as KeySource;
      } catch (cause) {
        if (cause instanceof ToposcopeError) throw cause;
        throw new ToposcopeError(
          "PROVIDER_KEY_UNREADABLE",
          `the key for ${address} was stored elsewhere or for another address`,
          { cause },
        );
      }
    },
  };
}

/** The salt is no secret and the same everywhere: machines that share a database and a phrase have the same key. */
const phraseKey = (secret: string) => scryptSync(secret, "toposcope provider keys", keyBytes);

/** A whole file appears under the name or none: of several processes one makes it, and all read the same. */
async function fileKey(data: string): Promise<Buffer> {
  const path = join(data, "provider.key");
  const draft = `${path}.${randomUUID()}`;
  const found = await readKey(path);
  if (found) return found;
  try {
    makeFolder(data);
    const key = randomBytes(keyBytes).toString("base64");
    await fileCall(writeFile(draft, key, { mode: 0o600, flag: "wx", flush: true }), { what: draft });
    await fileCall(link(draft, path), { what: path }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } catch (cause) {
    throw new ToposcopeError("DATA_FOLDER_UNUSABLE", `${path} cannot be written`, { cause });
  } finally {
    await fileCall(rm(draft, { force: true }), { what: draft });
  }
  return (await readKey(path)) as Buffer;
}

async function readKey(path: string): Promise<Buffer | undefined> {
  const reading = fileCall(readFile(path, "utf8"), { what: path });
  const text = await reading.catch((error: NodeJS.ErrnoException | ToposcopeError) => {
    if (error instanceof ToposcopeError) throw error;
    if (error.code === "ENOENT") return undefined;
    throw new ToposcopeError("PROVIDER_KEY_UNREADABLE", `${path} cannot be read`, { cause: error });
  });
  if (text === undefined) return undefined;
  const key = Buffer.from(text, "base64");
  if (key.length === keyBytes) return key;
  throw new ToposcopeError("PROVIDER_KEY_UNREADABLE", `${path} holds no key`);
}
