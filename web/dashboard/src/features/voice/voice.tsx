import type { AssistantView } from '../../lib/wire';
import { Level } from './level';
import { VersionList } from './versions';
import { VoiceForm } from './voice-form';

/** How an assistant speaks, what it minds, how readily it answers, and how all that came about. */
export function AssistantVoice({ assistant }: { assistant: AssistantView }) {
  return (
    <>
      <VoiceForm assistant={assistant} />
      <Level assistant={assistant.id} />
      <VersionList assistant={assistant.id} />
    </>
  );
}
