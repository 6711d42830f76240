import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { translator } from '../../../../shared/i18n/index';
import { assistantsQuery, conversationQuery, meQuery } from '../../lib/queries';
import { locale, t } from '../../lib/text';
import type { AssistantView } from '../../lib/wire';
import { sound } from '../../strings/en-sound';
import { voice } from '../../strings/en-voice';
import { Facts } from '../../ui/facts';
import { Failed, Skeletons } from '../../ui/states';

/** The texts of the page where it is set say the same things. */
const ts = translator({ ...voice, ...sound }, locale);

export default function SoundCard({ conversation }: { conversation: string }) {
  const of = useQuery(conversationQuery(conversation)).data?.assistant;
  const found = useQuery(assistantsQuery);
  if (found.isError && !found.data) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  const assistant = found.data?.assistants.find((it) => it.id === of);
  return assistant ? <Known assistant={assistant} /> : <Skeletons count={2} />;
}

function Known({ assistant }: { assistant: AssistantView }) {
  const leads = useQuery(meQuery).data?.role !== 'agent';
  const { voice: how, guidance } = assistant;
  const language = t(`language.${how.language}`);
  return (
    <>
      <p className="font-semibold" dir="auto">
        {ts('sound.title', { name: assistant.name })}
      </p>
      <p className="mb-3 text-sm text-muted">{ts('sound.about')}</p>
      <Facts
        facts={[
          [ts('voice.tone'), ts(`voice.${how.tone}`)],
          [
            ts('voice.language'),
            how.follows_visitor ? ts('sound.follows', { language }) : language,
          ],
          [ts('told.length'), ts(`told.${guidance.length}_says`)],
        ]}
      />
      <p className="mt-3 text-sm font-medium">{ts('told.instructions')}</p>
      {guidance.instructions ? (
        <p className="text-sm whitespace-pre-wrap" dir="auto">
          {guidance.instructions}
        </p>
      ) : (
        <p className="text-sm text-muted">{ts('sound.no_instructions')}</p>
      )}
      <List title={ts('told.phrases')} items={guidance.phrases} />
      <List title={ts('told.topics')} items={guidance.topics} />
      {leads && (
        <Link
          to="/settings/assistants/$id/voice"
          params={{ id: assistant.id }}
          className="mt-3 inline-block text-sm font-medium text-accent underline-offset-2 hover:underline"
        >
          {ts('sound.change')}
        </Link>
      )}
    </>
  );
}

function List({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <p className="mt-3 text-sm font-medium">{title}</p>
      <ul className="list-disc ps-5 text-sm" dir="auto">
        {items.map((it) => (
          <li key={it}>{it}</li>
        ))}
      </ul>
    </>
  );
}
