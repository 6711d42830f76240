import { useNow } from '../../lib/clock';
import { t } from '../../lib/text';
import { ago, fullTime } from '../../lib/when';
import type { ConversationView } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { Proof } from '../../ui/proof';
import { tt } from './thread-text';

/** Who the visitor is, and what of it is proved. */
export function Who({ about }: { about: ConversationView }) {
  const { visitor, details, context } = about;
  const now = useNow();
  const signed = visitor.email_proof !== 'none';
  const proof = !signed && about.email_confirmed ? 'mailed' : visitor.email_proof;
  const proved = proof !== 'none';
  const email = signed ? visitor.email : (details.email ?? visitor.email);
  const typed = proved && details.email && details.email !== visitor.email ? details.email : null;
  return (
    <div className="flex items-start gap-3 border-b border-line p-4">
      <Avatar id={visitor.id} name={visitor.name} size={40} />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-1.5 font-semibold">
          <span className="truncate">{visitor.name}</span>
          <Proof by={visitor.name_proof} />
        </p>
        {email ? (
          <p className="flex items-center gap-1.5 text-sm">
            <a href={`mailto:${email}`} className="truncate text-accent hover:underline">
              {email}
            </a>
            <Proof by={proof} />
          </p>
        ) : (
          <p className="text-sm text-muted">{tt('context.no_email')}</p>
        )}
        {email && !proved && <p className="text-xs text-muted">{t('proof.typed')}</p>}
        {typed && (
          <p className="truncate text-xs text-muted">
            {tt('context.also_said', { email: typed })} · {t('proof.typed')}
          </p>
        )}
        {visitor.subject && (
          <p className="mt-1 flex items-center gap-1.5 text-sm">
            <span className="text-muted">{tt('context.site_id')}</span>
            <span className="truncate font-mono" dir="auto">
              {visitor.subject}
            </span>
            <Proof by="signed" />
          </p>
        )}
        {context.vouched_at && (
          <p className="text-xs text-muted" title={fullTime(context.vouched_at)}>
            {tt('context.vouched', { time: ago(context.vouched_at, now) })}
          </p>
        )}
      </div>
    </div>
  );
}
