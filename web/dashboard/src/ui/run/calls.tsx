import { CircleCheck, CircleX } from 'lucide-react';
import type { LookupCall } from '../../lib/wire';
import { cx } from '../cx';
import { span } from '../span';
import { tr } from './text';
import { asLine } from './words';

/** A request as it was sent, with secrets hidden, and what came back in a line. */
export function CallHead({ call }: { call: LookupCall }) {
  const good = call.failed == null;
  const Icon = good ? CircleCheck : CircleX;
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-2">
        <Icon
          size={16}
          aria-hidden
          className={cx('shrink-0', good ? 'text-success' : 'text-danger')}
        />
        <span className="font-medium">{call.lookup}</span>
        <span className="text-sm text-muted">{outcome(call)}</span>
      </p>
      <p className="font-mono text-xs" dir="ltr">
        {call.method} {call.address}
      </p>
      {call.failed && <p className="text-sm text-danger">{call.failed}</p>}
      <Verbatim title={tr('run.request')} text={requestText(call)} />
    </div>
  );
}

/** The same with all of the answer, and what was read from it. */
export function CallView({ call }: { call: LookupCall }) {
  const values = Object.entries(call.values);
  return (
    <div className="grid gap-1 rounded-control border border-line bg-bg p-3">
      <CallHead call={call} />
      {call.answer && <Verbatim title={tr('run.answer')} text={pretty(call.answer)} />}
      {values.length > 0 && (
        <dl className="grid gap-1 text-sm">
          {values.map(([name, value]) => (
            <div key={name} className="flex flex-wrap gap-2">
              <dt className="font-mono text-muted">
                {call.lookup}.{name}
              </dt>
              <dd className="min-w-0" dir="auto">
                {asLine(value)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** "answered 200 · 180 ms · 2 tries". */
function outcome({ status, took_ms: took, tries }: LookupCall): string {
  return [
    status == null ? tr('run.no_answer') : tr('run.answered', { status }),
    span(took),
    tries > 1 && tr('run.tries', { count: tries }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function requestText({ method, address, headers, body }: LookupCall): string {
  const head = [`${method} ${address}`, ...headers].join('\n');
  return body ? `${head}\n\n${pretty(body)}` : head;
}

/** JSON on lines of its own; what is none stays as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function Verbatim({ title, text }: { title: string; text: string }) {
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-sm font-medium">{title}</summary>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, a section a landmark. */}
      <div
        role="group"
        className="max-h-[40dvh] overflow-auto rounded-control border border-line bg-panel p-2"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        tabIndex={0}
        aria-label={title}
      >
        <pre className="font-mono text-xs whitespace-pre-wrap" dir="ltr">
          {text}
        </pre>
      </div>
    </details>
  );
}
