import { CircleHelp, CircleSlash, GitBranch } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Effect, RunTaken, TriedAction } from '../../lib/wire';
import { CallView } from '../../ui/run/calls';
import { takenWords } from '../../ui/run/words';
import { useBuilder } from './builder';
import { sentence } from './conditions';
import { EFFECT_ICONS } from './effect-list';
import { useLead } from './faults';
import { t } from './text';

/** What a try came to: what is still asked, each request, the way it took, and what would be done. */
export function TriedView({ tried }: { tried: TriedAction }) {
  const { draft } = useBuilder();
  const label = (key: string) => draft.fields.find((it) => it.key === key)?.label || key;
  const isOver = tried.taken != null;
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      {tried.asks.length > 0 && (
        <Part icon={<CircleHelp size={16} aria-hidden />} title={t('trial.asks')}>
          <ul className="list-disc ps-5">
            {tried.asks.map((it) => (
              <li key={it.key}>
                {label(it.key)}
                {it.unfit && <span className="text-danger">: {it.unfit}</span>}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {tried.calls.map((call, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they come in order, and never change.
        <CallView key={at} call={call} />
      ))}
      {tried.held_back != null && (
        <Part
          icon={<CircleSlash size={16} aria-hidden />}
          title={t('trial.held_back', { name: tried.held_back })}
        >
          {t('trial.held_back_about')}
        </Part>
      )}
      {tried.taken && (
        <Part icon={<GitBranch size={16} aria-hidden />} title={<Taken taken={tried.taken} />}>
          {t('trial.taken_about')}
        </Part>
      )}
      {(isOver || tried.effects.length > 0) && <Effects effects={tried.effects} />}
    </div>
  );
}

/** The way it took, which leads to where that is written. */
function Taken({ taken }: { taken: RunTaken }) {
  const { draft, facts } = useBuilder();
  const lead = useLead();
  const branch = taken.way === 'branch' ? draft.branches[taken.place] : undefined;
  const places = { otherwise: 'otherwise', failure: 'on_failure' } as const;
  const at = taken.way === 'branch' ? `branches.${taken.place}` : places[taken.way];
  return (
    <button
      type="button"
      className="min-h-6 text-start font-medium text-accent underline"
      onClick={() => lead(at)}
    >
      {takenWords(taken)}
      {branch && `: ${sentence(branch.when, facts)}`}
    </button>
  );
}

function Effects({ effects }: Pick<TriedAction, 'effects'>) {
  return (
    <div>
      <p className="font-medium">{t('trial.effects')}</p>
      {effects.length === 0 && <p className="text-sm text-muted">{t('effect.nothing')}</p>}
      <ol className="mt-1 grid gap-1.5">
        {effects.map(({ kind, text }, at) => {
          const Icon = EFFECT_ICONS[kind as Effect['do']] ?? CircleHelp;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: they come in order, and never change.
            <li key={at} className="flex items-start gap-2">
              <Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-accent" />
              <span className="min-w-0 whitespace-pre-wrap" dir="auto">
                <span className="font-medium">{leadOf(kind)}</span> {text}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** The first words of what is done, as its step has them. */
function leadOf(kind: string): string {
  if (!(kind in EFFECT_ICONS)) return '';
  const lead = t(`effect.${kind as Effect['do']}_lead`);
  return kind === 'say' ? `${lead}:` : lead;
}

interface PartProps {
  icon: ReactNode;
  title: ReactNode;
  children: ReactNode;
}

function Part({ icon, title, children }: PartProps) {
  return (
    <div className="flex items-start gap-2">
      <span className="mt-0.5 shrink-0 text-accent">{icon}</span>
      <div className="min-w-0">
        <div className="font-medium">{title}</div>
        <div className="text-sm text-muted">{children}</div>
      </div>
    </div>
  );
}
