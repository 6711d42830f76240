// The pictures of what starts an action.
import { Bot, Code, MessageSquareText, MousePointerClick, Send } from 'lucide-react';

export const START_ICONS = {
  button: MousePointerClick,
  phrases: MessageSquareText,
  judged: Bot,
  script: Code,
  teammate: Send,
} as const;
