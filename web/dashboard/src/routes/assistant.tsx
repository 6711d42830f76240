// The pages that say how an assistant answers and what that costs, fetched as one.
import { useAssistant } from '../features/assistants/page';
import { AssistantVoice } from '../features/voice/voice';

export { AssistantCost as CostRoute } from '../features/cost/cost';
export { AssistantModels as ModelRoute } from '../features/model/model';

export function VoiceRoute() {
  const assistant = useAssistant();
  return assistant && <AssistantVoice key={assistant.id} assistant={assistant} />;
}
