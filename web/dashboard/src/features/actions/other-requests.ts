// Requests of other actions and templates, to be used here as well.
import type { Definition, Field, Lookup } from '../../lib/wire';

/** Hosts that only stand for one in a template. */
const NO_HOST = /\.(example|invalid|test)$/;

export interface Offer {
  /** Of which actions, by name. */
  actions: string[];
  lookup: Lookup;
  /** What those actions ask, for the values that the request needs. */
  fields: readonly Field[];
}

/** Where an address leads, with its places as they stand. */
export function parts(address: string): { host: string; path: string } | null {
  const [, host, path] = /^https?:\/\/([^/?#]+)(.*)$/i.exec(address.trim()) ?? [];
  return host === undefined ? null : { host, path: path || '/' };
}

const isReal = ({ address }: Lookup) => {
  const host = parts(address)?.host.replace(/:\d+$/, '');
  return host !== undefined && !NO_HOST.test(host);
};

const sameRequest = (one: Lookup, other: Lookup) =>
  one.method === other.method &&
  one.address === other.address &&
  JSON.stringify(one.headers ?? []) === JSON.stringify(other.headers ?? []);

/** Every request that others make, each once; those that only read come first. */
export function offers(definitions: readonly Definition[]): Offer[] {
  const all: Offer[] = [];
  for (const { name, lookups, fields } of definitions) {
    for (const lookup of lookups.filter(isReal)) {
      const there = all.find((it) => sameRequest(it.lookup, lookup));
      if (!there) all.push({ actions: [name], lookup, fields });
      else if (!there.actions.includes(name)) there.actions.push(name);
    }
  }
  const reads = ({ lookup }: Offer) => (lookup.method === 'GET' ? 0 : 1);
  return all.sort((a, b) => reads(a) - reads(b));
}

/** A request as another is, under its own name. */
export function likeThat(mine: Lookup, other: Lookup): Lookup {
  return { ...other, name: mine.name };
}
