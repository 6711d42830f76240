import { Play, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { tryAction } from '../../lib/actions-api';
import { explain } from '../../lib/api';
import { t as common } from '../../lib/text';
import type { TriedAction } from '../../lib/wire';
import { Button } from '../../ui/button';
import { InputField, TextField } from '../../ui/field';
import { toast } from '../../ui/toast';
import { useBuilder } from './builder';
import { Fold } from './fold';
import { isEnter } from './lookup-test';
import { type Sample, stillWrong, toTry } from './sample';
import { SampleFields } from './sample-fields';
import type { Tried } from './side-panel';
import { t } from './text';
import { TriedView } from './tried-view';
import { unfitWords } from './words';

interface Props {
  onTried: (tried: TriedAction) => void;
  tried: Tried | null;
}

/** Runs the draft as it stands on the page, saved or not, and changes no conversation. */
export function TestPanel({ tried, onTried }: Props) {
  const { action, draft, sample, noteCalls } = useBuilder();
  const [sends, setSends] = useState(false);
  const [busy, setBusy] = useState(false);
  const changes = draft.lookups.some((it) => it.method !== 'GET');
  const run = async () => {
    setBusy(true);
    try {
      const came = await tryAction(action, toTry(draft, sample, sends && changes));
      noteCalls(came.calls);
      onTried(came);
    } catch (error) {
      toast(explain(error, common('error.unreachable')));
    } finally {
      setBusy(false);
    }
  };
  const wrong = tried && { by: unfitWords(draft, tried.came.asks), fields: tried.with.fields };
  return (
    <div className="grid gap-4">
      <p className="text-sm text-muted">{t('trial.about')}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears what its inputs are given. */}
      <div onKeyDown={(event) => isEnter(event) && !busy && void run()}>
        <SampleFields fields={draft.fields} wrong={stillWrong(wrong, sample)} />
      </div>
      <Around />
      {changes && <Sends on={sends} onChange={setSends} />}
      <div>
        <Button
          look="primary"
          busy={busy}
          icon={<Play size={14} aria-hidden />}
          onClick={() => void run()}
        >
          {t('trial.run')}
        </Button>
      </div>
      <div aria-live="polite">{tried && <TriedView tried={tried.came} />}</div>
    </div>
  );
}

/** Where the visitor is and what is known of them. */
function Around() {
  const { sample, setSample } = useBuilder();
  const put = (now: Partial<Sample>) => setSample((old) => ({ ...old, ...now }));
  return (
    <Fold at={[]} summary={t('trial.around')}>
      <InputField
        label={t('trial.page')}
        dir="ltr"
        placeholder="https://shop.example/orders"
        value={sample.page}
        onChange={(event) => put({ page: event.target.value })}
      />
      <InputField
        label={t('trial.email')}
        dir="ltr"
        placeholder="maya@example.com"
        value={sample.email}
        onChange={(event) => put({ email: event.target.value })}
      />
      <TextField
        label={t('trial.attributes')}
        hint={t('trial.attributes_hint')}
        rows={2}
        dir="ltr"
        value={sample.attributes}
        onChange={(event) => put({ attributes: event.target.value })}
      />
      <TextField
        label={t('trial.signed')}
        hint={t('trial.attributes_hint')}
        rows={2}
        dir="ltr"
        value={sample.signed}
        onChange={(event) => put({ signed: event.target.value })}
      />
    </Fold>
  );
}

interface SendsProps {
  on: boolean;
  onChange: (on: boolean) => void;
}

/** Whether requests that change something are sent. */
function Sends({ on, onChange }: SendsProps) {
  return (
    <label className="flex cursor-pointer items-start gap-2">
      <input
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="min-w-0">
        <span className="block font-medium">{t('trial.sends')}</span>
        <span className="flex items-start gap-1.5 text-sm text-warning">
          <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
          {t('trial.sends_about')}
        </span>
      </span>
    </label>
  );
}
