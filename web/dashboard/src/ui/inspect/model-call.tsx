import { useQuery } from '@tanstack/react-query';
import { Bot } from 'lucide-react';
import { money } from '../../lib/money';
import { meQuery } from '../../lib/queries';
import { locale } from '../../lib/text';
import type { ModelCallView, TurnView } from '../../lib/wire';
import { Facts } from '../facts';
import { span } from '../span';
import { Step } from './step';
import { ti } from './text';

const asCount = new Intl.NumberFormat(locale);

/** What models were asked in this turn, and what came of it. */
export function Calls({ view }: { view: TurnView }) {
  return (
    <Step title={ti('model.title')}>
      {view.calls.length === 0 && <p className="text-sm text-muted">{ti('model.none')}</p>}
      <ol className="flex flex-col gap-3">
        {view.calls.map((it) => (
          <Call key={it.id} call={it} />
        ))}
      </ol>
    </Step>
  );
}

function Call({ call }: { call: ModelCallView }) {
  const { withheld = [], cost, first_ms: first } = call;
  const tokens = { in: asCount.format(call.tokens_in), out: asCount.format(call.tokens_out) };
  return (
    <li className="rounded-control border border-line p-2.5">
      <p className="flex items-center gap-1.5 font-medium">
        <Bot size={14} aria-hidden className="shrink-0 text-assistant" />
        <span className="min-w-0">
          {call.model}
          <span className="font-normal text-muted">
            {' · '}
            {ti(`model.purpose_${call.purpose}`)}
            {call.place === 'second' && ` · ${ti('model.second')}`}
          </span>
        </span>
      </p>
      <p className="mt-0.5 text-sm">{ti(`model.${call.outcome}`)}</p>
      {call.trouble && <p className="mt-0.5 text-sm text-warning">{call.trouble}</p>}
      <div className="mt-2">
        <Facts
          facts={[
            [
              ti('model.tokens'),
              ti(call.estimated ? 'model.tokens_about' : 'model.tokens_are', tokens),
            ],
            [ti('model.cost'), typeof cost === 'number' ? money(cost) : ti('model.no_price')],
            [ti('model.first'), typeof first === 'number' ? span(first) : null],
            [ti('model.took'), span(call.took_ms)],
          ]}
        />
      </div>
      {withheld.length > 0 && (
        <div className="mt-2 text-sm">
          <p className="font-medium text-warning">
            {ti('model.withheld', { count: withheld.length })}
          </p>
          <ul className="list-disc ps-5" dir="auto">
            {withheld.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </div>
      )}
      <Sent call={call} />
    </li>
  );
}

/** Word for word what was sent and what came back, for those who may see it. */
function Sent({ call: { prompt, reply } }: { call: ModelCallView }) {
  const leads = useQuery(meQuery).data?.role !== 'agent';
  return (
    <div className="mt-2 flex flex-col gap-1 text-sm">
      {prompt ? (
        <>
          <Verbatim title={`${ti('model.sent')}: ${ti('model.rules')}`} text={prompt.rules} />
          <Verbatim title={`${ti('model.sent')}: ${ti('model.matter')}`} text={prompt.matter} />
        </>
      ) : (
        <p className="text-muted">{ti(leads ? 'model.forgotten' : 'model.leaders')}</p>
      )}
      {reply && <Verbatim title={ti('model.reply')} text={reply} />}
    </div>
  );
}

function Verbatim({ title, text }: { title: string; text: string }) {
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
