import { fileURLToPath } from "node:url";

const folder = (name) => fileURLToPath(new URL(name, import.meta.url));

export const minilmFolder = folder("all-MiniLM-L6-v2");
export const staticFolder = folder("static");
