import { ToposcopeError } from "../errors.ts";
import type { FacetSpec } from "../model.ts";
import type { Db } from "./db.ts";
import { json, sql } from "./sql.ts";

export interface FacetRow {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly spec: FacetSpec;
  /** Rises whenever what decides on the answers changes. */
  readonly version: number;
}

const columns = sql`id, name, description, spec, version`;

/** A project's facets in the order in which they were made. */
export function facetsOf(db: Db, projectId: number): Promise<FacetRow[]> {
  return db.many(sql`select ${columns} from facet where project_id = ${projectId} order by id`);
}

/** The facets with these names, in the order of the names. @throws ToposcopeError FACET_NOT_FOUND */
export async function requireFacets(
  db: Db,
  projectId: number,
  names: readonly string[],
): Promise<FacetRow[]> {
  const byName = new Map((await facetsOf(db, projectId)).map((facet) => [facet.name.toLowerCase(), facet]));
  return names.map((name) => {
    const facet = byName.get(name.toLowerCase());
    if (!facet) throw new ToposcopeError("FACET_NOT_FOUND", `the project has no facet ${name}`);
    return facet;
  });
}

/** @throws ToposcopeError FACET_NOT_FOUND */
export async function requireFacet(db: Db, projectId: number, name: string): Promise<FacetRow> {
  const [facet] = await requireFacets(db, projectId, [name]);
  return facet as FacetRow;
}

export interface NewFacet {
  readonly projectId: number;
  readonly name: string;
  readonly description: string;
  readonly spec: FacetSpec;
  readonly now: Date;
}

/** Makes a facet; undefined when the project has one of this name. */
export function insertFacet(
  db: Db,
  { projectId, name, description, spec, now }: NewFacet,
): Promise<FacetRow | undefined> {
  return db.maybeOne(sql`
    insert into facet (project_id, name, description, spec, created_at)
    values (${projectId}, ${name}, ${description}, ${json(spec)}::jsonb, ${now})
    on conflict do nothing
    returning ${columns}`);
}

/** Changes a facet. Where its question is another one now, the answers to the old one go. */
export async function updateFacet(
  db: Db,
  { id, version }: Pick<FacetRow, "id" | "version">,
  { name, description, spec, isOther }: Omit<NewFacet, "projectId" | "now"> & { readonly isOther: boolean },
): Promise<FacetRow | undefined> {
  return await db.transaction(async (tx) => {
    const changed = await tx.maybeOne<FacetRow>(sql`
      update facet
      set name = ${name}, description = ${description}, spec = ${json(spec)}::jsonb,
        version = version + ${isOther ? 1 : 0}
      where id = ${id} and version = ${version}
      returning ${columns}`);
    if (changed && isOther) await tx.run(sql`delete from facet_value where facet_id = ${id}`);
    return changed;
  });
}

export async function deleteFacet(db: Db, id: number): Promise<void> {
  await db.run(sql`delete from facet where id = ${id}`);
}
