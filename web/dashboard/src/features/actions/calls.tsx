import { CircleCheck, CircleX } from 'lucide-react';
import type { LookupCall } from '../../lib/actions-api';
import { cx } from '../../ui/cx';
import { parsed } from './json';
import { t } from './text';

/** A request as it was sent, with secrets hidden, and what came back in a line. */
export function CallHead({ call }: { call: LookupCall }) {
  const good = call.failed == null;
  const Icon = good ? CircleCheck : CircleX;
  const facts = [
    call.status != null && t('call.status', { status: call.status }),
    t('call.took', { ms: call.took_ms }),
    call.tries > 1 && t('call.tries', { count: call.tries }),
  ].filter(Boolean);
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-2">
        <Icon
          size={16}
          aria-hidden
          className={cx('shrink-0', good ? 'text-success' : 'text-danger')}
        />
        <span className="font-medium">{call.lookup}</span>
        <span className="text-sm text-muted">{facts.join(' · ')}</span>
      </p>
      {call.failed && <p className="text-sm text-danger">{call.failed}</p>}
      <details>
        <summary className="min-h-6 cursor-pointer text-sm font-medium">
          {t('call.request')}
        </summary>
        <Code label={t('call.request')} text={requestText(call)} />
      </details>
    </div>
  );
}

function requestText({ method, address, headers, body }: LookupCall): string {
  const head = [`${method} ${address}`, ...headers].join('\n');
  return body ? `${head}\n\n${pretty(body)}` : head;
}

const pretty = (text: string) => {
  const value = parsed(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
};

/** The same with all of the answer, and what was read from it. */
export function CallView({ call }: { call: LookupCall }) {
  const values = Object.entries(call.values);
  return (
    <div className="grid gap-1 rounded-control border border-line bg-bg p-3">
      <CallHead call={call} />
      {call.answer && (
        <details>
          <summary className="min-h-6 cursor-pointer text-sm font-medium">
            {t('call.answer')}
          </summary>
          <Code label={t('call.answer')} text={pretty(call.answer)} />
        </details>
      )}
      {values.length > 0 && (
        <dl className="grid gap-1 text-sm">
          {values.map(([name, value]) => (
            <div key={name} className="flex flex-wrap gap-2">
              <dt className="font-mono text-muted">
                {call.lookup}.{name}
              </dt>
              <dd className="min-w-0" dir="auto">
                {typeof value === 'string' ? value : JSON.stringify(value)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function Code({ label, text }: { label: string; text: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, a section a landmark.
    <div
      role="group"
      className="max-h-[40dvh] overflow-auto rounded-control border border-line bg-panel p-2"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
      tabIndex={0}
      aria-label={label}
    >
      <pre className="font-mono text-xs whitespace-pre-wrap" dir="ltr">
        {text}
      </pre>
    </div>
  );
}
