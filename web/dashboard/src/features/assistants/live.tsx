import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../../lib/api';
import { saveAssistant } from '../../lib/assistants';
import { lines } from '../../lib/lines';
import { t } from '../../lib/page-text';
import { progressQuery } from '../../lib/queries';
import { type Wrong, wrongs } from '../../lib/saving';
import type { AssistantView, RolloutName, StageName } from '../../lib/wire';
import { Card } from '../../ui/card';
import { Option, Toggle } from '../../ui/choice';
import { Field, TextField } from '../../ui/field';
import { SaveRow } from '../../ui/save-row';
import { toast } from '../../ui/toast';
import { useAssistant } from './page';
import { ProgressCard } from './progress';
import { TryPage } from './try-page';

const STAGES: readonly StageName[] = ['off', 'drafts', 'outside_hours', 'everybody'];

export function LivePage() {
  const assistant = useAssistant();
  return assistant && <Form key={assistant.id} assistant={assistant} />;
}

/** How far an assistant is live: the step, the pages, the share; and what came of it. */
function Form({ assistant }: { assistant: AssistantView }) {
  const saved = assistant.rollout;
  const [wanted, setWanted] = useState<RolloutName>(saved);
  const [include, setInclude] = useState(saved.include.join('\n'));
  const [exclude, setExclude] = useState(saved.exclude.join('\n'));
  const [wrong, setWrong] = useState<Wrong>({});
  const [busy, setBusy] = useState(false);
  const keepsHours = useQuery(progressQuery(assistant.id)).data?.keeps_hours ?? true;
  const change = (part: Partial<RolloutName>) => setWanted({ ...wanted, ...part });
  const all = { ...wanted, include: lines(include), exclude: lines(exclude) };
  const dirty = JSON.stringify(order(all)) !== JSON.stringify(order(saved));
  const reset = (to: RolloutName) => {
    setWanted(to);
    setInclude(to.include.join('\n'));
    setExclude(to.exclude.join('\n'));
    setWrong({});
  };
  const save = async () => {
    setBusy(true);
    try {
      reset((await saveAssistant(assistant.id, { rollout: all })).rollout);
      toast(t('live.saved'));
      return true;
    } catch (error) {
      const all = wrongs(error);
      setWrong(all);
      if (Object.keys(all).length === 0) toast(explain(error, t('error.unreachable')));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Card title={t('live.title')} about={t('live.about')}>
        <fieldset className="grid gap-2">
          <legend className="sr-only">{t('live.title')}</legend>
          {STAGES.map((stage) => (
            <Option
              key={stage}
              name="stage"
              chosen={wanted.stage === stage}
              onChoose={() => change({ stage })}
              label={
                <>
                  {t(`live.${stage}`)}
                  {saved.stage === stage && (
                    <span className="rounded-full bg-accent px-2 text-xs leading-5 font-semibold text-on-accent">
                      {t('live.now')}
                    </span>
                  )}
                </>
              }
              about={<Means stage={stage} />}
            />
          ))}
        </fieldset>
        {wanted.stage === 'outside_hours' && !keepsHours && (
          <p role="status" className="mt-3 text-sm text-warning">
            {t('live.no_hours')}
          </p>
        )}
        {wanted.stage === 'everybody' && (
          <div className="mt-4">
            <Toggle
              label={t('live.team_drafts')}
              about={t('live.team_drafts_about')}
              on={wanted.drafts_for_teammates}
              onChange={(drafts_for_teammates) => change({ drafts_for_teammates })}
            />
          </div>
        )}
      </Card>
      {(wanted.stage === 'outside_hours' || wanted.stage === 'everybody') && (
        <Card title={t('live.where')} about={t('live.where_about')}>
          <div className="flex flex-col gap-4">
            <TextField
              label={t('live.include')}
              hint={t('live.include_hint')}
              error={wrong.include}
              className="font-mono"
              placeholder="/help*"
              value={include}
              onChange={(event) => setInclude(event.target.value)}
            />
            <TextField
              label={t('live.exclude')}
              hint={t('live.exclude_hint')}
              error={wrong.exclude}
              className="font-mono"
              placeholder="/checkout*"
              value={exclude}
              onChange={(event) => setExclude(event.target.value)}
            />
            <TryPage include={all.include} exclude={all.exclude} />
            <Field label={t('live.share')} hint={t('live.share_hint')} error={wrong.share}>
              {(ids) => (
                <span className="flex items-center gap-3">
                  <input
                    {...ids}
                    type="range"
                    min={0}
                    max={100}
                    step={5}
                    value={wanted.share}
                    aria-valuetext={t('live.share_value', { count: wanted.share })}
                    onChange={(event) => change({ share: Number(event.target.value) })}
                    className="min-w-0 flex-1 accent-(--accent)"
                  />
                  <output className="w-36 shrink-0 text-end text-sm">
                    {t('live.share_value', { count: wanted.share })}
                  </output>
                </span>
              )}
            </Field>
          </div>
        </Card>
      )}
      <div className="mb-6">
        <SaveRow unsaved={dirty} busy={busy} onDiscard={() => reset(saved)} onSave={save} />
      </div>
      <ProgressCard id={assistant.id} />
    </form>
  );
}

function Means({ stage }: { stage: StageName }) {
  return (
    <>
      <span className="block">
        <strong className="font-medium text-fg">{t('live.visitor')}</strong>{' '}
        {t(`live.${stage}_visitor`)}
      </span>
      <span className="block">
        <strong className="font-medium text-fg">{t('live.team')}</strong> {t(`live.${stage}_team`)}
      </span>
    </>
  );
}

function order(it: RolloutName): unknown[] {
  return [it.stage, it.include, it.exclude, it.share, it.drafts_for_teammates];
}
