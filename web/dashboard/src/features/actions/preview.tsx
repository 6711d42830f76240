import { Zap } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Definition, Effect, RunTaken } from '../../lib/wire';
import { useBuilder } from './builder';
import { sentence } from './conditions';
import { Filled } from './filled';
import { SampleFields } from './sample-fields';
import { type Stage, stages } from './stages';
import { t } from './text';
import { effectWords } from './words';

const CARD = 'grid gap-3 rounded-card border border-line bg-raised p-3 shadow-card';

/** A run about as the visitor sees it, in the order in which it asks. What is filled in here is also
 * what a test takes. */
export function Preview() {
  const { draft } = useBuilder();
  const { starts, fields } = draft;
  const all = stages(draft);
  const first = all.findIndex((it) => it.is === 'ask');
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">
        {t(fields.length > 0 ? 'preview.about' : 'preview.no_form')}
      </p>
      {starts.button && (
        <p className="self-start rounded-full border border-accent px-3 py-1 font-medium text-accent">
          {starts.button.label || t('ask.unnamed')}
        </p>
      )}
      {starts.phrases[0] && <Bubble mine>{starts.phrases[0]}</Bubble>}
      {all.map((it, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else of their own.
        <StageView key={at} stage={it} isFirst={at === first} />
      ))}
      <Ending />
    </div>
  );
}

function StageView({ stage, isFirst }: { stage: Stage; isFirst: boolean }) {
  const { draft } = useBuilder();
  if (stage.is === 'look_up') {
    return <p className="text-sm text-muted">{t('preview.working')}</p>;
  }
  const isAsked = stage.is === 'ask';
  return (
    <div className={CARD}>
      <p className="font-semibold" dir="auto">
        {draft.name || t('ask.unnamed')}
      </p>
      {isFirst && draft.intro && (
        <p dir="auto">
          <Filled text={draft.intro} />
        </p>
      )}
      {isAsked ? (
        <SampleFields fields={stage.fields} asInChat />
      ) : (
        <p dir="auto">
          <Filled text={stage.text} />
        </p>
      )}
      <Buttons main={t(isAsked ? 'preview.send' : 'preview.agree')} />
    </div>
  );
}

/** What look like buttons of the visitor's and are none of this page. */
function Buttons({ main }: { main: string }) {
  return (
    <p aria-hidden className="flex items-center gap-3">
      <span className="inline-block rounded-control bg-accent px-3 py-1.5 font-medium text-on-accent">
        {main}
      </span>
      <span className="font-medium text-accent">{t('preview.cancel')}</span>
    </p>
  );
}

type Way = RunTaken['way'] | `branch ${number}`;

const wayOf = (taken: RunTaken): Way =>
  taken.way === 'branch' ? `branch ${taken.place}` : taken.way;

function effectsOf(it: Definition, way: Way): readonly Effect[] {
  if (way === 'otherwise') return it.otherwise;
  if (way === 'failure') return it.on_failure;
  return it.branches[Number(way.slice('branch '.length))]?.then ?? [];
}

/** How it ends: as in the last test, else as is chosen. */
function Ending() {
  const { draft, names, taken, facts } = useBuilder();
  const [chosen, choose] = useState<Way>('otherwise');
  const isThere = !chosen.startsWith('branch ') || effectsOf(draft, chosen).length > 0;
  const way = taken ? wayOf(taken) : isThere ? chosen : 'otherwise';
  const ways: [Way, string][] = [
    ...draft.branches.map((it, at): [Way, string] => [
      `branch ${at}`,
      t('preview.branch', { n: at + 1, condition: sentence(it.when, facts) }),
    ]),
    ['otherwise', t('branch.otherwise')],
    ['failure', t('step.failure')],
  ];
  return (
    <>
      {ways.length > 2 || draft.lookups.length > 0 ? (
        <label className="grid gap-1 border-t border-line pt-3 text-sm text-muted">
          {t(taken ? 'preview.as_tested' : 'preview.way')}
          <select
            className="field"
            value={way}
            disabled={taken !== null}
            onChange={(event) => choose(event.target.value as Way)}
          >
            {ways.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {effectsOf(draft, way).map((it, at) =>
        it.do === 'say' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else of their own.
          <Bubble key={at}>{it.text ? <Filled text={it.text} /> : '…'}</Bubble>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else of their own.
          <p key={at} className="flex items-start gap-1.5 text-sm text-muted">
            <Zap size={14} aria-hidden className="mt-0.5 shrink-0" />
            <span className="min-w-0">{effectWords(it, names)}</span>
          </p>
        ),
      )}
    </>
  );
}

function Bubble({ children, mine }: { children: ReactNode; mine?: boolean }) {
  return (
    <p
      dir="auto"
      className={
        mine
          ? 'max-w-[85%] self-end rounded-bubble bg-accent px-3 py-2 whitespace-pre-wrap text-on-accent'
          : 'max-w-[85%] self-start rounded-bubble border border-line bg-raised px-3 py-2 whitespace-pre-wrap'
      }
    >
      {children}
    </p>
  );
}
