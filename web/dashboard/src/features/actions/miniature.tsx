import { Globe, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Definition, Effect } from '../../lib/wire';
import { EFFECT_ICONS } from './effect-list';
import { KIND_ICONS } from './kinds';
import { START_ICONS } from './start-icons';

const FIELDS = 4;
const WAYS = 3;

/** The steps of an action as a small picture. Decoration: what it says stands below it. */
export function Miniature({ of }: { of: Definition }) {
  const { starts, fields, lookups, branches, otherwise, on_failure } = of;
  const ways = [...branches.map((it) => it.then), otherwise].slice(0, WAYS);
  const Start =
    START_ICONS[starts.button ? 'button' : starts.phrases.length > 0 ? 'phrases' : 'teammate'];
  return (
    <span aria-hidden className="flex items-center gap-1.5">
      <Tile>
        <Start size={14} className="text-accent" />
      </Tile>
      {fields.length > 0 && (
        <>
          <Line />
          <span className="grid gap-1 rounded border border-line bg-panel p-1">
            {fields.slice(0, FIELDS).map((it) => {
              const Icon = KIND_ICONS[it.kind.type];
              return (
                <span key={it.key} className="flex items-center gap-1 text-muted">
                  <Icon size={10} />
                  <span className="h-1 w-7 rounded bg-line" />
                </span>
              );
            })}
          </span>
        </>
      )}
      {lookups.length > 0 && (
        <>
          <Line />
          <Tile>
            <Globe size={14} className="text-accent" />
          </Tile>
        </>
      )}
      <Line />
      <span className="grid gap-1">
        {ways.map((effects, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a picture never changes.
          <Way key={at} effects={effects} />
        ))}
        {lookups.length > 0 && on_failure.length > 0 && (
          <span className="flex items-center gap-1 text-warning">
            <TriangleAlert size={10} />
            <Icons of={on_failure} />
          </span>
        )}
      </span>
    </span>
  );
}

function Tile({ children }: { children: ReactNode }) {
  return <span className="rounded border border-line bg-panel p-1.5">{children}</span>;
}

const Line = () => <span className="h-1 w-px bg-control" />;

function Way({ effects }: { effects: readonly Effect[] }) {
  return (
    <span className="flex min-h-6 items-center gap-1 rounded border border-line bg-panel px-1 text-accent">
      <Icons of={effects} />
    </span>
  );
}

function Icons({ of }: { of: readonly Effect[] }) {
  return of.slice(0, FIELDS).map((it, at) => {
    const Icon = EFFECT_ICONS[it.do];
    // biome-ignore lint/suspicious/noArrayIndexKey: a picture never changes.
    return <Icon key={at} size={12} />;
  });
}
