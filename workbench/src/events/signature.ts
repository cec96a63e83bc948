import { createHmac } from "node:crypto";

/**
 * Signs what is sent to a webhook: HMAC-SHA256 over `<seconds>.<body>`, written as `t=<seconds>,v1=<hex>`. The time is in it
 * so that a receiver can refuse what was recorded and is sent again.
 */
export function signatureOf(secret: string, seconds: number, body: string): string {
  const hex = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${hex}`;
}
