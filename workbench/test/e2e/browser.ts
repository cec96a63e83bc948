import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";

const run = promisify(execFile);
const require = createRequire(import.meta.url);

const softwareGraphics = [
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--disable-gpu-compositing",
  "--disable-gpu-rasterization",
];

const offline = [
  "--no-proxy-server",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
];

const installedBrowsers = [
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The packaged font before the machine's own, which only serve for scripts that it lacks. */
const fontSettings = `<?xml version="1.0"?>
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias binding="same"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="same"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;

/** What starts the browser, and the environment that it needs. */
interface BrowserProgram {
  readonly path: string;
  readonly env: Record<string, string>;
}

/**
 * Starts a headless Chromium with WebGL2 in software and no way to any other host, as root too.
 *
 * Linux x64 takes the browser that came with npm, whose fonts make screenshots equal on every machine; elsewhere, or
 * when `CHROME_PATH` names one, an installed Chrome or Chromium serves.
 *
 * @throws Error when there is no browser for this machine
 */
export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  const { path, env } = await findBrowser();
  return chromium.launch({
    executablePath: path,
    env: { ...process.env, ...env },
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--font-render-hinting=none",
      ...softwareGraphics,
      ...offline,
      ...args,
    ],
  });
}

async function findBrowser(): Promise<BrowserProgram> {
  const chosen = process.env.CHROME_PATH;
  if (chosen) return { path: chosen, env: {} };
  if (process.platform === "linux" && process.arch === "x64") return packagedBrowser();
  const path = installedBrowsers.find((candidate) => existsSync(candidate));
  if (path) return { path, env: {} };
  throw new Error(
    `no Chrome or Chromium found on ${process.platform} ${process.arch}: install one, or set CHROME_PATH`,
  );
}

async function packagedBrowser(): Promise<BrowserProgram> {
  const folder = await unpackedBrowser();
  const path = join(folder, "chromium");
  const fonts = { FONTCONFIG_PATH: join(folder, "fonts"), XDG_CACHE_HOME: join(folder, "cache") };
  if (!(await lacksLibraries(path))) return { path, env: fonts };
  const libraries = [join(folder, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return { path, env: { ...fonts, LD_LIBRARY_PATH: libraries } };
}

async function lacksLibraries(program: string): Promise<boolean> {
  const linked = await run("ldd", [program]).catch(() => undefined);
  return linked === undefined || linked.stdout.includes("not found");
}

/** Unpacks beside the final folder and renames, so that of two test processes at once neither sees half a browser. */
async function unpackedBrowser(): Promise<string> {
  const entry = require.resolve("@sparticuz/chromium");
  const { version } = JSON.parse(await readFile(join(entry, "../../../package.json"), "utf8")) as {
    version: string;
  };
  const parent = join(tmpdir(), `toposcope-browser-${userInfo().uid}`);
  const folder = join(parent, version);
  if (existsSync(folder)) return folder;
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const staging = await mkdtemp(join(parent, "unpacking-"));
  await unpackInto(staging, entry);
  await writeFile(join(staging, "fonts", "fonts.conf"), fontSettings);
  await rename(staging, folder).catch(async (error: unknown) => {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}

/** The package unpacks into the temporary folder of its process, so it gets a process with one of its own. */
async function unpackInto(folder: string, entry: string): Promise<void> {
  const libraries = join(entry, "../../../bin/al2023.tar.br");
  const script = `import(${JSON.stringify(pathToFileURL(join(entry, "../../esm/index.mjs")).href)}).then(
    ({ default: packaged, inflate }) => Promise.all([packaged.executablePath(), inflate(${JSON.stringify(libraries)})]))`;
  await run(process.execPath, ["--eval", script], { env: { ...process.env, TMPDIR: folder } });
}
