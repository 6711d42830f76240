import { useQuery } from '@tanstack/react-query';
import { assistantsQuery } from '../../lib/queries';
import { AssistantAvatar } from '../../ui/avatar';

/** The assistant's picture, once it is known. */
export function AssistantFace() {
  const picture = useQuery(assistantsQuery).data?.assistants[0]?.picture;
  return <AssistantAvatar size={28} picture={picture} />;
}
