import { type RefObject, useEffect, useState } from 'react';

/** The conversation in the frame, as its page tells it. Another window is not heard. */
export function useToldConversation(frame: RefObject<HTMLIFrameElement | null>) {
  const [conversation, setConversation] = useState<string | null>(null);
  useEffect(() => {
    const hear = ({ source, origin, data }: MessageEvent) => {
      if (origin !== location.origin || source !== frame.current?.contentWindow) return;
      if (typeof data?.conversation === 'string') setConversation(data.conversation);
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, [frame]);
  return [conversation, () => setConversation(null)] as const;
}
