import { t } from '../../lib/text';
import type { AttributeView, ConversationView } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { Proof } from '../../ui/proof';
import { Section } from '../../ui/section';
import { tt } from './thread-text';

/** What is known of a visitor by name; now, and as it was when they asked for a person. */
export function Attributes({ about: { context } }: { about: ConversationView }) {
  const { attributes, attributes_at_handoff: then } = context;
  if (attributes.length === 0 && !then) return null;
  return (
    <Section id="attributes" title={tt('context.attributes')}>
      {then && <Moment title={tt('context.attributes_now')} />}
      <Both attributes={attributes} />
      {then && (
        <div className="mt-3">
          <Moment title={tt('context.attributes_then')} />
          <Both attributes={then} />
        </div>
      )}
    </Section>
  );
}

function Moment({ title }: { title: string }) {
  return <p className="mb-1 text-xs font-medium text-muted">{title}</p>;
}

/** The two kinds never stand in one list: the eye would take one for the other. */
export function Both({ attributes }: { attributes: AttributeView[] }) {
  const signed = attributes.filter((it) => it.standing === 'signed');
  const said = attributes.filter((it) => it.standing !== 'signed');
  return (
    <div className="flex flex-col gap-2">
      {signed.length > 0 && <Kind title={t('proof.signed')} attributes={signed} proved />}
      {said.length > 0 && <Kind title={t('proof.said')} attributes={said} />}
    </div>
  );
}

interface KindProps {
  title: string;
  attributes: AttributeView[];
  proved?: boolean;
}

function Kind({ title, attributes, proved }: KindProps) {
  return (
    <div className={cx('border-s-2 ps-2.5', proved ? 'border-success' : 'border-line')}>
      <p className="mb-0.5 text-xs text-muted">{title}</p>
      <dl className="grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-3 gap-y-1 text-sm">
        {attributes.map((it) => (
          <div key={it.name} className="contents">
            <dt className="min-w-0 break-words text-muted">{it.name}</dt>
            <dd className="flex min-w-0 flex-wrap items-center gap-x-1.5" dir="auto">
              <Value attribute={it} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Value({ attribute: { value, standing } }: { attribute: AttributeView }) {
  if (standing === 'ignored') {
    return (
      <>
        <s className="min-w-0 break-words text-muted">{value}</s>
        <span className="text-xs text-danger">{t('proof.ignored')}</span>
      </>
    );
  }
  return (
    <>
      <span className="min-w-0 break-words">{value}</span>
      {standing === 'signed' && <Proof by="signed" />}
    </>
  );
}
