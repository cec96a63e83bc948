import { type RunState, runMoves } from "../../src/model.ts";
import type { Db } from "../../src/store/db.ts";
import { sql } from "../../src/store/sql.ts";

/** What the simulation keeps beside the product's tables: its clock, what steps did, and every move of a run. */
export const simulationTables = `
  create schema simulated;
  create table simulated.clock (now timestamptz not null);
  insert into simulated.clock values ('2030-01-01');
  create function simulated.now() returns timestamptz stable language sql as 'select now from simulated.clock';
  create function simulated.clock_timestamp() returns timestamptz stable language sql as 'select now from simulated.clock';
  create table simulated.done (run_id bigint, stage text, item int, batch_id bigint, epoch int);
  create table simulated.finished (run_id bigint, stage text);
  create table simulated.move (run_id bigint, before text, after text);
  create function simulated.note_move() returns trigger language plpgsql as $$
    begin
      if new.state <> old.state then
        insert into simulated.move values (new.id, old.state, new.state);
      end if;
      return new;
    end
  $$;
  create trigger note_move after update on toposcope.run for each row execute function simulated.note_move();
  do $$
    declare one record;
    begin
      for one in
        select table_name, column_name from information_schema.columns
        where table_schema = 'toposcope' and column_default like '%now()%'
      loop
        execute format('alter table toposcope.%I alter %I set default simulated.now()', one.table_name, one.column_name);
      end loop;
    end
  $$;
  do $$
    declare one record;
    begin
      for one in select tablename from pg_tables where schemaname = 'toposcope' loop
        execute format('alter table toposcope.%I set (autovacuum_enabled = false)', one.tablename);
      end loop;
    end
  $$;
  do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`;

/** Takes back everything of an earlier simulation, ids included. */
export const emptyTables = `
  truncate toposcope.project, toposcope.worker, toposcope.event restart identity cascade;
  truncate simulated.done, simulated.finished, simulated.move`;

/** @returns what is so and must never be */
export async function brokenInvariants(db: Db): Promise<string[]> {
  const rows = await db.many<{ broken: string }>(sql`
    select concat('done twice: run ', run_id, ', ', stage, ', item ', item) as broken
    from simulated.done group by run_id, stage, item having count(*) > 1
    union all
    select concat('kept under epoch ', done.epoch, ', but batch ', batch.id, ' is at epoch ', batch.epoch, ', ', batch.state)
    from simulated.done join batch on batch.id = batch_id
    where batch.epoch <> done.epoch or batch.state <> 'done'
    union all
    select concat('run ', run_id, ' moved from ', before, ' to ', after)
    from simulated.move where not (before || ' ' || after) = any(${legalMoves}::text[])
    union all
    select concat('project ', project_id, ' has ', count(*), ' active runs')
    from run where state in ('pending', 'running', 'paused', 'waiting') and not queued
    group by project_id having count(*) > 1
    union all
    select concat('run ', stage.run_id, ', ', name, ': done ', stage.done, ' of ', stage.total, ', batches say ', counted.done, ' of ', counted.total)
    from stage
    join (
      select run_id, stage, sum(weight) as total, coalesce(sum(weight) filter (where state = 'done'), 0) as done
      from batch group by run_id, stage
    ) as counted on counted.run_id = stage.run_id and counted.stage = stage.name
    where planned and (stage.done <> counted.done or stage.total <> counted.total)
    union all
    select concat('run ', stage.run_id, ', ', name, ' is completed with open batches')
    from stage join batch on batch.run_id = stage.run_id and batch.stage = name
    where stage.state = 'completed' and batch.state <> 'done'
    union all
    select concat('run ', run_id, ', ', stage, ' was finished twice')
    from simulated.finished group by run_id, stage having count(*) > 1
    union all
    select concat('run ', id, ' is completed, but a stage of it is not')
    from run where state = 'completed' and exists (select from stage where run_id = run.id and state <> 'completed')
    union all
    select concat('run ', run_id, ' is ', run.state, ', but worker ', worker_id, ' holds batch ', batch.id)
    from batch join run on run.id = run_id
    where batch.state = 'running' and run.state in ('paused', 'cancelled', 'completed')`);
  return rows.map(({ broken }) => broken);
}

const legalMoves = Object.entries(runMoves).flatMap(([before, to]) =>
  (to as readonly RunState[]).map((after) => `${before} ${after}`),
);
