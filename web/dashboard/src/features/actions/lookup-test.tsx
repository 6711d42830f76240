import { Send } from 'lucide-react';
import { useState } from 'react';
import { tryAction } from '../../lib/actions-api';
import { explain } from '../../lib/api';
import { t as common } from '../../lib/text';
import type { Lookup, LookupCall } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { CallHead } from '../../ui/run/calls';
import { toast } from '../../ui/toast';
import { AnswerTree } from './answer-tree';
import { useBuilder } from './builder';
import { guess, type Path, parsed, pointer, suggested } from './json';
import { toTry, upTo } from './sample';
import { SampleFields } from './sample-fields';
import { t } from './text';

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
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({});
  const part = upTo(draft, place);
  const changes = part.lookups.filter((it) => it.method !== 'GET');
  const send = async () => {
    setBusy(true);
    setMissing({});
    try {
      const tried = await tryAction(action, toTry(part, sample, changes.length > 0));
      noteCalls(tried.calls);
      const needed = tried.asks.map((it) => [it.key, it.unfit ?? t('trial.needed')] as const);
      setMissing(Object.fromEntries(needed));
      if (needed.length > 0) toast(t('trial.asks'));
    } catch (error) {
      toast(explain(error, common('error.unreachable')));
    } finally {
      setBusy(false);
    }
  };
  const call = calls[lookup.name];
  return (
    <div className="grid gap-3 rounded-control border border-line bg-panel p-3">
      <p className="text-sm font-medium">{t('look_up.test')}</p>
      {part.fields.length > 0 && <SampleFields fields={part.fields} wrong={missing} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          busy={busy}
          disabled={lookup.address === ''}
          icon={<Send size={14} aria-hidden />}
          onClick={() => (changes.length > 0 ? setAsking(true) : void send())}
        >
          {t('look_up.send')}
        </Button>
        {lookup.address === '' && (
          <span className="text-sm text-muted">{t('look_up.no_address')}</span>
        )}
      </div>
      <div aria-live="polite">
        {call && <Answer call={call} lookup={lookup} onChange={onChange} />}
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

interface AnswerProps {
  call: LookupCall;
  lookup: Lookup;
  onChange: (lookup: Lookup) => void;
}

function Answer({ call, lookup, onChange }: AnswerProps) {
  const values = lookup.values ?? [];
  const tree = parsed(call.answer);
  const pick = (path: Path, value: unknown) => {
    const at = pointer(path);
    const rest = values.filter((it) => it.pointer !== at);
    if (rest.length < values.length) return onChange({ ...lookup, values: rest });
    const name = suggested(
      path,
      values.map((it) => it.name),
    );
    const kind = guess(value) ?? 'text';
    onChange({ ...lookup, values: [...values, { name, pointer: at, kind, required: false }] });
  };
  return (
    <div className="grid gap-2">
      <CallHead call={call} />
      {tree === undefined ? (
        call.answer && <p className="text-sm text-muted">{t('tree.no_json')}</p>
      ) : (
        <>
          <p className="text-sm">{t('tree.hint')}</p>
          <AnswerTree value={tree} picked={values.map((it) => it.pointer)} onPick={pick} />
        </>
      )}
    </div>
  );
}
