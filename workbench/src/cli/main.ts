import { runCommandLine } from "./command-line.ts";
import { Interrupts } from "./interrupts.ts";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const interrupts = new Interrupts();
interrupts.listen();
process.exitCode = await runCommandLine(process.argv.slice(2), interrupts);
// What was interrupted may still wait for something, such as the rest of standard input.
if (interrupts.signal.aborted) process.exit();
