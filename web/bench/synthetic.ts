import { type MapData, type MapTopic, noTopic } from "toposcope/drawing";

const names = `Customer support, Offline use, Data export, Login problems, Dark mode requests, Returns policy,
Battery life, Gift cards, Search relevance, Onboarding, Camera quality, Accessibility, App crashes, API errors,
Screen quality, Speakers and audio, Notifications, Delivery delays, Translation quality, Team permissions,
Billing and refunds of yearly plans, Charging cable, Invoices and tax, Pricing plans`.split(/,\s+/);
const fineNames =
  `on startup, no reply, late parcel, 2FA code, CSV file, timeouts, refund status, upgrade cost,
dead pixel, drains fast, first steps, roles, slow sync, wrong size, lost messages, broken links`.split(
    /,\s+/,
  );

/** Repeatable numbers 0..1, from a seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Clusters of clusters: 24 broad topics, each with a few finer ones and a thin fog between them. */
export function syntheticMap(count: number, seed = 7): { data: MapData; topics: MapTopic[] } {
  const random = numbers(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const centres = names.map((_, i) => {
    const angle = i * 2.399_96;
    const away = 0.9 * Math.sqrt(i + 0.5) + 0.25 * random();
    return {
      x: away * Math.cos(angle) * 1.5,
      y: away * Math.sin(angle),
      spread: 0.16 + 0.2 * random(),
      share: 0.3 + random() ** 2,
    };
  });
  const parts = centres.flatMap((centre, broad) =>
    Array.from({ length: 3 + Math.floor(random() * 4) }, () => ({
      broad,
      x: centre.x + normal() * centre.spread * 1.4,
      y: centre.y + normal() * centre.spread,
      wide: centre.spread * (0.5 + random()),
      high: centre.spread * (0.4 + 0.6 * random()),
      turn: random() * Math.PI,
      share: centre.share * (0.3 + random()),
    })),
  );
  const total = parts.reduce((sum, { share }) => sum + share, 0);
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  const topic = new Uint16Array(count).fill(noTopic);
  const strength = new Float32Array(count);
  const sizes = new Float64Array(parts.length);
  let at = 0;
  parts.forEach((part, index) => {
    const members = Math.floor((0.96 * count * part.share) / total);
    for (let i = 0; i < members; i++, at++) {
      const along = normal();
      const across = normal();
      x[at] = part.x + along * part.wide * Math.cos(part.turn) - across * part.high * Math.sin(part.turn);
      y[at] = part.y + along * part.wide * Math.sin(part.turn) + across * part.high * Math.cos(part.turn);
      topic[at] = part.broad;
      strength[at] = Math.exp(-(along ** 2 + across ** 2) / 6);
    }
    sizes[index] = members;
  });
  for (; at < count; at++) {
    x[at] = normal() * 2.2 * 1.4;
    y[at] = normal() * 2.2;
    strength[at] = 0.5;
  }
  return { data: { x, y, topic, strength }, topics: topicsOf(parts, sizes) };
}

function topicsOf(
  parts: readonly { broad: number; x: number; y: number }[],
  sizes: Float64Array,
): MapTopic[] {
  const broad = names.map((name, index): MapTopic => {
    const own = parts
      .map((part, at) => ({ ...part, size: sizes[at]! }))
      .filter((part) => part.broad === index);
    const size = own.reduce((sum, part) => sum + part.size, 0) || 1;
    const mean = (axis: "x" | "y") => own.reduce((sum, part) => sum + part[axis] * part.size, 0) / size;
    return { index, name, x: mean("x"), y: mean("y"), size, level: 0 };
  });
  const fine = parts.map((part, at): MapTopic => {
    const name = fineNames[(at * 7) % fineNames.length]!;
    return {
      index: names.length + at,
      name,
      x: part.x,
      y: part.y,
      size: sizes[at]!,
      level: 1,
      parent: part.broad,
    };
  });
  return [...broad, ...fine];
}

/** Topics in groups, each linked to a few of its group and now and then to another. */
export function syntheticGraph(count: number, seed = 11) {
  const random = numbers(seed);
  const groups = Math.max(2, Math.round(Math.sqrt(count)));
  const nodes = Array.from({ length: count }, (_, id) => ({
    id,
    name: `${names[id % names.length]} ${fineNames[(id * 5) % fineNames.length]}`,
    size: Math.round(20 + 2_000 * random() ** 4),
    group: id % groups,
  }));
  const edges = nodes.flatMap(({ id, group }) =>
    Array.from({ length: 3 }, () => {
      const near = random() < 0.85;
      const other = near
        ? group + groups * Math.floor((random() * count) / groups)
        : Math.floor(random() * count);
      return {
        source: id,
        target: Math.min(count - 1, other),
        weight: near ? 0.45 + 0.5 * random() : 0.25 + 0.2 * random(),
      };
    }).filter(({ source, target }) => source !== target),
  );
  return { nodes, edges };
}
