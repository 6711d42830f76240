import { Send } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { tryAction } from '../../lib/actions-api';
import { attempt } from '../../lib/attempt';
import type { Lookup } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { useBuilder } from './builder';
import { LookupAnswer } from './lookup-answer';
import { stillWrong, toTry, upTo, type Wrong } from './sample';
import { SampleFields } from './sample-fields';
import { t } from './text';
import { unfitWords } from './words';

interface Props {
  lookup: Lookup;
  place: number;
  onChange: (lookup: Lookup) => void;
}

/** Sends the request with sample answers, and lets values be clicked in what comes back. */
export function LookupTest({ lookup, place, onChange }: Props) {
  const { action, draft, sample, calls, noteCalls } = useBuilder();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const part = upTo(draft, place);
  const changes = part.lookups.filter((it) => it.method !== 'GET');
  const isOpen = lookup.address.trim() === '';
  const send = async () => {
    setBusy(true);
    await attempt(async () => {
      const tried = await tryAction(action, toTry(part, sample, changes.length > 0));
      noteCalls(tried.calls);
      setWrong({ by: unfitWords(draft, tried.asks), fields: sample.fields });
    });
    setBusy(false);
  };
  const begin = () => {
    if (busy || isOpen) return;
    if (changes.length > 0) setAsking(true);
    else void send();
  };
  const call = calls[lookup.name];
  return (
    <div className="grid gap-3 rounded-control border border-line bg-panel p-3">
      <p className="text-sm font-medium">{t('look_up.test')}</p>
      {part.fields.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what its inputs are given.
        <div onKeyDown={(event) => isEnter(event) && begin()}>
          <SampleFields fields={part.fields} wrong={stillWrong(wrong, sample)} />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={busy} disabled={isOpen} icon={<Send size={14} aria-hidden />} onClick={begin}>
          {t('look_up.send')}
        </Button>
        {isOpen && <span className="text-sm text-muted">{t('look_up.no_address')}</span>}
      </div>
      <div aria-live="polite">
        {call && <LookupAnswer call={call} lookup={lookup} place={place} onChange={onChange} />}
      </div>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('look_up.send_title')}
        effect={t('look_up.send_effect', {
          requests: changes.map((it) => `${it.method} ${it.address}`).join(', '),
        })}
        verb={t('look_up.send')}
        look="primary"
        onConfirm={send}
      />
    </div>
  );
}

/** In a line that is filled in; in a list or a longer text it means something else. */
export function isEnter({ key, target, nativeEvent }: KeyboardEvent): boolean {
  return key === 'Enter' && target instanceof HTMLInputElement && !nativeEvent.isComposing;
}
