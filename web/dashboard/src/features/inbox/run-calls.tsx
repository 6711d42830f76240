import { Check, X } from 'lucide-react';
import { locale } from '../../lib/text';
import type { LookupCall } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { Facts } from '../../ui/facts';
import { asLine } from './runs';
import { tt } from './thread-text';

const asNumber = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** How long something took: in milliseconds, from a second on in seconds. */
export function span(ms: number): string {
  return ms < 1_000
    ? tt('details.ms', { n: asNumber.format(ms) })
    : tt('details.s', { n: asNumber.format(ms / 1_000) });
}

/** Every request of a run and what came back. The server has hidden the secrets. */
export function Calls({ calls }: { calls: readonly LookupCall[] }) {
  return (
    <ol className="flex flex-col gap-3">
      {calls.map((it, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they only grow, and a name may come twice.
        <Call key={at} call={it} />
      ))}
    </ol>
  );
}

function Call({ call }: { call: LookupCall }) {
  const Icon = call.failed ? X : Check;
  return (
    <li className="rounded-control border border-line p-2.5">
      <p className="flex items-center gap-1.5 font-medium" dir="auto">
        <Icon
          size={14}
          aria-hidden
          className={cx('shrink-0', call.failed ? 'text-danger' : 'text-success')}
        />
        {call.lookup}
      </p>
      <p className="mt-0.5 font-mono text-xs" dir="ltr">
        {call.method} {call.address}
      </p>
      <p className="mt-0.5 text-sm text-muted">{outcome(call)}</p>
      {call.failed && <p className="mt-0.5 text-sm text-danger">{call.failed}</p>}
      {Object.keys(call.values).length > 0 && (
        <div className="mt-2">
          <p className="mb-1 text-xs text-muted">{tt('details.values')}</p>
          <Facts facts={Object.entries(call.values).map(([name, it]) => [name, asLine(it)])} />
        </div>
      )}
      <div className="mt-2 flex flex-col gap-1 text-sm">
        <Verbatim title={tt('details.headers')} text={call.headers.join('\n')} />
        <Verbatim title={tt('details.body')} text={call.body} />
        <Verbatim title={tt('details.answer')} text={call.answer} />
      </div>
    </li>
  );
}

/** "Answered 200 · 180 ms · 1 try". */
function outcome({ status, took_ms: took, tries }: LookupCall): string {
  return [
    status == null ? tt('details.no_answer') : tt('details.answered', { status }),
    span(took),
    tt('details.tries', { count: tries }),
  ].join(' · ');
}

function Verbatim({ title, text }: { title: string; text: string | null | undefined }) {
  if (!text) return null;
  return (
    <details>
      <summary className="min-h-6 font-medium">{title}</summary>
      <pre
        className="mt-1 max-h-[40dvh] overflow-auto rounded-control bg-fg/7 p-2 font-mono text-xs whitespace-pre-wrap"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        tabIndex={0}
        dir="auto"
      >
        {text}
      </pre>
    </details>
  );
}
